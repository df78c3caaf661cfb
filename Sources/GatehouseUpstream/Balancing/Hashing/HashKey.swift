/// What a request is hashed by (semantics B2): the hash of a header's value, a cookie's value, a query parameter's value
/// or the client's address as text without its port. Every gateway computes the same from the same bytes, and the same
/// as Envoy for a single value.
public struct HashKey: Hashable, Sendable {
    /// The hash; nil as long as nothing was added: the request lacks the key and goes to any endpoint.
    public private(set) var hash: UInt64?

    /// The key of a request in which nothing was found.
    public init() {}

    /// Adds a value that was found: `value` as it was sent, without blanks around it. Where the key is a header that is
    /// there several times, every value counts, in the order of the request.
    public mutating func add(_ value: UnsafeRawBufferPointer) {
        self.hash = XXH64.hash(value, seed: self.hash ?? 0)
    }
}
