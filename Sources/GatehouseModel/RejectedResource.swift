/// A resource that exists but may not be served as it is written.
public struct RejectedResource: Hashable, Sendable {
    /// The kind's name, such as `VirtualService`.
    public var kind: String
    /// Its metadata: also of what is refused one has to know which version it is.
    public var metadata: Metadata

    /// A rejected resource.
    public init(kind: String, metadata: Metadata) {
        self.kind = kind
        self.metadata = metadata
    }

    /// The resource's identity.
    public var key: ResourceKey {
        ResourceKey(kind: self.kind, namespace: self.metadata.namespace, name: self.metadata.name)
    }
}
