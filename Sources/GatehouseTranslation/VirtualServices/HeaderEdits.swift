import GatehouseModel
import GatehousePlan

/// The header operations of one level: what is removed, then what is set and added (semantics A15).
struct HeaderEdits {
    private var removals: [HeaderOperation] = []
    private var writes: [HeaderOperation] = []
    /// What `host` or `:authority` is set to (semantics A4).
    private(set) var authority: String?

    /// The operations in the order in which they are applied.
    var operations: [HeaderOperation] { self.removals.isEmpty ? self.writes : self.removals + self.writes }

    /// The operations that a rule or destination states. Pseudo headers and `host` can be neither removed nor written as
    /// header fields, and neither can those that are about the message's framing or the connection.
    init(_ operations: Headers.HeaderOperations?) {
        guard let operations else { return }
        self.removals = operations.remove.filter { !Self.isReserved($0) }.map { .remove(name: $0.lowercased()) }
        let set = operations.set.sorted { $0.key < $1.key }
        let add = operations.add.sorted { $0.key < $1.key }
        self.writes = set.filter { !Self.isReserved($0.key) }.map { .set(name: $0.key.lowercased(), value: $0.value) }
        self.writes += add.filter { !Self.isReserved($0.key) }.map { .add(name: $0.key.lowercased(), value: $0.value) }
        self.authority = (set + add).first { Self.isAuthority($0.key) && !$0.value.isEmpty }?.value
    }

    /// Takes the operations of a lone destination in, which is what Istio does with them: its removals join the rule's
    /// ahead of anything written, its writes come last and win.
    mutating func append(_ other: HeaderEdits) {
        self.removals += other.removals
        self.writes += other.writes
        self.authority = self.authority ?? other.authority
    }

    private static func isReserved(_ name: String) -> Bool {
        name.hasPrefix(":") || Self.isAuthority(name) || Self.isOfConnection(name) || !Self.isToken(name)
    }

    /// Whether a name can be one of a field (RFC 9110 section 5.6.2). Any other would be read as something else on the way,
    /// or have what follows read so.
    static func isToken(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    /// Whether a field is about one connection or says where a body ends. A rule knows neither: a false word would let one
    /// message's body pass for the next message, and HTTP/2 takes a message with fields of a connection for malformed
    /// (RFC 9113 section 8.2.2).
    static func isOfConnection(_ name: String) -> Bool {
        ["content-length", "transfer-encoding", "connection", "keep-alive", "proxy-connection", "upgrade"]
            .contains(name.lowercased())
    }

    private static func isAuthority(_ name: String) -> Bool { ["host", ":authority"].contains(name.lowercased()) }
}
