/// A host that keys are hashed to.
struct HashedHost: Sendable {
    /// Its place in the balancer.
    var index: Int
    /// What identifies it, the same in every gateway.
    var key: [UInt8]
    /// Its relative share of keys, above 0.
    var weight: Double
}

/// Which host a key belongs to (semantics B2). Every gateway that knows the same hosts has the same table, in whatever
/// order it came to know them.
enum HashTable: Sendable {
    /// A ring.
    case ring(HashRing)
    /// Maglev's table.
    case maglev(MaglevTable)

    /// The host of a key, and others for further attempts; nil when there are no hosts.
    func host(for hash: UInt64, attempt: Int) -> Int? {
        switch self {
        case .ring(let ring): ring.host(for: hash, attempt: attempt)
        case .maglev(let table): table.host(for: hash, attempt: attempt)
        }
    }
}
