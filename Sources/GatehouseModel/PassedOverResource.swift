/// A resource of a kind that the gateway has no use for.
public struct PassedOverResource: Hashable, Sendable {
    /// Its identity.
    public var key: ResourceKey
    /// The labels of the Pods that it makes, for a Deployment and its like; nil for what makes none.
    public var podLabels: [String: String]?

    /// A resource.
    public init(key: ResourceKey, podLabels: [String: String]? = nil) {
        self.key = key
        self.podLabels = podLabels
    }
}
