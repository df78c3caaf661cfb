/// Consistent hashing by a ring: every host has points on it, at the hashes of `<key>_0`, `<key>_1` and so on, and a key
/// belongs to the host of the first point at or after its own hash. When a host leaves, only its keys move.
///
/// Envoy spreads the minimum of points over the hosts, so that those which remain get more points when one leaves, and
/// take keys from each other. Here a host has half the minimum, as long as there are no more than 16; then the ring has
/// eight times the minimum. Hence few other keys move, and shares are more even.
///
/// A point takes 13 bytes. There are at most 8 Mi, one a host more for rounding: 104 MiB, and three times that while the
/// ring is made. The default minimum of 1024 makes 104 KiB for 16 hosts or more.
struct HashRing: Sendable {
    /// The most points that may be asked for (as in Envoy).
    static let largestSize = 8 * 1024 * 1024

    private var hashes: [UInt64] = []
    private var hosts: [UInt32] = []
    /// The ring in arcs of equal length, one for four points: the first point at or after the beginning of each. Hashes
    /// are spread evenly, so a look-up passes two points or so from there, where halving would take its time.
    private var starts: [UInt32] = []

    /// A ring of at least so many points.
    init(_ hosts: [HashedHost], minimumSize: Int) {
        let numbers = Self.pointCounts(hosts.map(\.weight), minimumSize: minimumSize)
        var points = HashPoints(capacity: numbers.reduce(0, +))
        var text: [UInt8] = []
        for (host, number) in zip(hosts, numbers) {
            text.removeAll(keepingCapacity: true)
            text += host.key
            text.append(UInt8(ascii: "_"))
            let stem = text.count
            for point in 0..<number {
                text.removeSubrange(stem...)
                text.append(decimal: point)
                points.append(text.withUnsafeBytes { XXH64.hash($0) }, UInt32(truncatingIfNeeded: host.index))
            }
        }
        (self.hashes, self.hosts) = points.sorted()
        self.starts = [UInt32](repeating: 0, count: (self.hashes.count + 3) / 4)
        var point = 0
        for arc in self.starts.indices {
            while point < self.hashes.count, self.hashes[point].scaled(below: self.starts.count) < arc { point += 1 }
            self.starts[arc] = UInt32(truncatingIfNeeded: point)
        }
    }

    /// The host of a key. Further attempts go on to the next points.
    func host(for hash: UInt64, attempt: Int) -> Int? {
        let count = self.hashes.count
        guard count > 0 else { return nil }
        var place = Int(self.starts[hash.scaled(below: self.starts.count)])
        while place < count, self.hashes[place] < hash { place += 1 }
        place += attempt
        return Int(self.hosts[place < count ? place : (place - count) % count])
    }

    /// How many points each host has, one at least; in all no fewer than the minimum.
    static func pointCounts(_ weights: [Double], minimumSize: Int) -> [Int] {
        let count = weights.count
        guard count > 0 else { return [] }
        let minimum = min(max(minimumSize, 1), Self.largestSize)
        let mean =
            count == 1 ? minimum : min((minimum + 1) / 2, (min(8 * minimum, Self.largestSize) + count - 1) / count)
        let scale = Double(mean) * Double(count)
        let total = weights.reduce(0, +)
        return weights.map { Int(min((scale * $0 / total).rounded(.up), scale)) }
    }
}

extension [UInt8] {
    /// Appends a number that is not negative in decimal digits.
    fileprivate mutating func append(decimal number: Int) {
        let start = self.count
        var rest = number
        repeat {
            self.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        self[start...].reverse()
    }
}
