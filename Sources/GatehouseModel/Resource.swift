/// A resource of one kind: metadata, spec, and where its fields are in the file that it came from.
public struct Resource<Spec: ResourceSpec>: Sendable {
    /// Name, namespace, labels.
    public var metadata: Metadata
    /// The spec, as written.
    public var spec: Spec
    /// Lines of the fields; nil when the resource did not come from a file.
    public var source: SourceMap?

    /// A resource.
    public init(metadata: Metadata, spec: Spec, source: SourceMap? = nil) {
        self.metadata = metadata
        self.spec = spec
        self.source = source
    }

    /// The resource's identity.
    public var key: ResourceKey {
        ResourceKey(kind: Spec.kind, namespace: self.metadata.namespace, name: self.metadata.name)
    }

    /// A diagnostic about this resource, its location looked up.
    public func diagnostic(
        _ code: String, _ level: Diagnostic.Level, _ effect: Diagnostic.Effect, at field: FieldPath? = nil,
        _ message: String
    ) -> Diagnostic {
        Diagnostic(
            code: code, level: level, effect: effect, resource: self.key, field: field,
            location: self.source?.location(of: field ?? .root), message: message)
    }
}

/// The spec of a kind that the gateway understands.
public protocol ResourceSpec: Hashable, Sendable {
    /// The kind's name, such as `VirtualService`.
    static var kind: String { get }
}
