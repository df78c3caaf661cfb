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

    /// Metadata.
    public init(
        name: String, namespace: String, labels: [String: String] = [:], annotations: [String: String] = [:],
        creationTimestamp: Int64? = nil
    ) {
        self.name = name
        self.namespace = namespace
        self.labels = labels
        self.annotations = annotations
        self.creationTimestamp = creationTimestamp
    }
}

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

/// Where the fields of one resource are in a file. A field that was not recorded has its nearest ancestor's line.
public struct SourceMap: Hashable, Sendable {
    /// The path of the file as it was given.
    public var file: String
    /// Lines, from 1.
    public var lines: [FieldPath: Int]

    /// A map.
    public init(file: String, lines: [FieldPath: Int]) {
        self.file = file
        self.lines = lines
    }

    /// The place of a field, or of the nearest recorded thing around it.
    public func location(of field: FieldPath) -> SourceLocation? {
        var path = field
        while true {
            if let line = self.lines[path] { return SourceLocation(file: self.file, line: line) }
            if path.components.isEmpty { return nil }
            path.components.removeLast()
        }
    }
}
