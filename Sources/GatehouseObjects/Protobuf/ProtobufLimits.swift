/// How much of a body in Protocol Buffers is taken.
public struct ProtobufLimits: Hashable, Sendable {
    /// How many bytes; 3 MiB, as in Kubernetes.
    public var bytes: Int
    /// How many fields are read and members made, all together. An empty message is two bytes long and becomes an object
    /// with members, so that the bytes alone would not bound the memory.
    public var values: Int
    /// How many lists and objects may be in one another, as in `JSONLimits`. Messages are never that deep; the JSON that
    /// `metadata.managedFields` carries may be.
    public var depth: Int

    /// Limits.
    public init(bytes: Int = 3 * 1024 * 1024, values: Int = 250_000, depth: Int = 200) {
        self.bytes = bytes
        self.values = values
        self.depth = depth
    }
}
