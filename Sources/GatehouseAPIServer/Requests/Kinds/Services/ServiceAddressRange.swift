import GatehouseObjects

/// The addresses that services get: 10.96.0.0/16, as in clusters that say nothing else. Nothing listens there; they are for
/// people, and for clients that will not do without.
struct ServiceAddressRange: Sendable {
    /// The range in CIDR notation.
    static let text = "10.96.0.0/16"

    /// Those that services have.
    var taken: Set<String>

    /// Addresses that are known to be taken.
    init(taken: Set<String>) { self.taken = taken }

    /// The addresses for a service that is written; nil for other kinds, and for services that have one.
    init?(for key: ObjectKey, in transaction: borrowing ObjectTransaction) {
        guard key.kind == ObjectKind(.services),
            transaction.object(key)?.json["spec"]?["clusterIP"]?.string?.isEmpty ?? true
        else { return nil }
        let services = transaction.objects(of: key.kind, in: nil)
        self.taken = Set(services.compactMap { $0.json["spec"]?["clusterIP"]?.string })
    }

    /// A free address; nil where there is none. A service gets the same one again where it can.
    func free(for service: JSON) -> String? {
        var hash = ContentHash()
        hash.add(service["metadata"]?["namespace"]?.string ?? "")
        hash.add(service["metadata"]?["name"]?.string ?? "")
        // Not the range's own address, nor the first, which is that of the API in clusters, nor the last.
        let count = 65533
        let start = Int(hash.value % UInt64(count))
        for step in 0..<count {
            let number = 2 + (start + step) % count
            let address = "10.96.\(number >> 8).\(number & 255)"
            if !self.taken.contains(address) { return address }
        }
        return nil
    }

    /// Why a service can't have an address that it wants; nil where it can.
    func problem(of address: String) -> String? {
        let parts = address.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let numbers = parts.map { UInt8(Substring($0)) }
        guard numbers.count == 4, numbers[0] == 10, numbers[1] == 96, let third = numbers[2], let last = numbers[3],
            address == "10.96.\(third).\(last)", (third, last) != (0, 0), (third, last) != (255, 255)
        else { return "the provided IP is not in the valid range. The range of valid IPs is \(Self.text)" }
        return self.taken.contains(address) ? "provided IP is already allocated" : nil
    }
}
