/// What every resource carries besides its spec.
public struct Metadata: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The namespace, after defaulting; empty for kinds that have none.
    public var namespace: String
    /// Labels.
    public var labels: [String: String]
    /// Annotations.
    public var annotations: [String: String]
    /// Seconds since 1970; nil when the resource does not say, which counts as older than any other.
    public var creationTimestamp: Int64?
    /// Grows with every change of what is wanted, as the API server counts it; nil where no API server did.
    public var generation: Int64?
    /// Tells the resource from others of its name, before and after it; nil where no API server gave one.
    public var uid: String?

    /// Metadata.
    public init(
        name: String, namespace: String, labels: [String: String] = [:], annotations: [String: String] = [:],
        creationTimestamp: Int64? = nil, generation: Int64? = nil, uid: String? = nil
    ) {
        self.name = name
        self.namespace = namespace
        self.labels = labels
        self.annotations = annotations
        self.creationTimestamp = creationTimestamp
        self.generation = generation
        self.uid = uid
    }
}

extension Metadata {
    /// Whether this comes before another in the order of age: by creation, then name, then namespace (semantics G2, V3).
    public func isOlder(than other: Metadata) -> Bool {
        (self.creationTimestamp ?? .min, self.name, self.namespace)
            < (other.creationTimestamp ?? .min, other.name, other.namespace)
    }
}
