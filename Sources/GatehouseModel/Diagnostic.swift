/// One finding about the configuration: what is wrong, where, and what the gateway does about it.
///
/// Diagnostics are data. They are collected, never thrown, and one input always gives the same ones in the same order.
public struct Diagnostic: Hashable, Sendable {
    /// How bad a finding is.
    public enum Level: String, Hashable, Sendable, Comparable {
        /// Worth knowing; nothing is wrong.
        case info
        /// Probably not what was meant, or a part that is not honoured.
        case warning
        /// Invalid; the part named by `effect` is not served.
        case error

        /// By severity, the mildest first.
        /// From info to error.
        public static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .info: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    /// What the gateway does about a finding.
    public enum Effect: String, Hashable, Sendable {
        /// Nothing: everything is served as written.
        case none
        /// The field is passed over, the rest of the resource is served.
        case fieldIgnored
        /// The smallest part around the field (a rule, a server, a host) is not served, the rest is.
        case partDropped
        /// The resource is not served; its last good version is, where there was one.
        case resourceRejected
        /// The document or file can't be read; what was last read from it is served.
        case documentRejected
    }

    /// A stable code: `IST0101` where istioctl has the same meaning, `GH0001` otherwise.
    public var code: String
    /// How bad it is.
    public var level: Level
    /// What the gateway does about it.
    public var effect: Effect
    /// The resource; nil when the finding is about a file or a document that names none.
    public var resource: ResourceKey?
    /// The field, `spec.http[0].match[1].uri`; nil for the whole resource.
    public var field: FieldPath?
    /// The file and line; nil when the resource did not come from a file.
    public var location: SourceLocation?
    /// What is wrong and what to do next, as one or two sentences.
    public var message: String

    /// A diagnostic.
    public init(
        code: String, level: Level, effect: Effect, resource: ResourceKey? = nil, field: FieldPath? = nil,
        location: SourceLocation? = nil, message: String
    ) {
        self.code = code
        self.level = level
        self.effect = effect
        self.resource = resource
        self.field = field
        self.location = location
        self.message = message
    }
}

/// Identifies a resource within one configuration.
public struct ResourceKey: Hashable, Sendable, Comparable {
    /// The kind, such as `VirtualService`.
    public var kind: String
    /// The namespace; empty for kinds that have none.
    public var namespace: String
    /// The name.
    public var name: String

    /// A key.
    public init(kind: String, namespace: String, name: String) {
        self.kind = kind
        self.namespace = namespace
        self.name = name
    }

    /// By kind, namespace, name.
    /// By kind, then namespace, then name.
    public static func < (left: ResourceKey, right: ResourceKey) -> Bool {
        (left.kind, left.namespace, left.name) < (right.kind, right.namespace, right.name)
    }
}

extension ResourceKey: CustomStringConvertible {
    /// `Kind namespace/name`.
    public var description: String {
        self.namespace.isEmpty ? "\(self.kind) \(self.name)" : "\(self.kind) \(self.namespace)/\(self.name)"
    }
}

/// A place in a file.
public struct SourceLocation: Hashable, Sendable {
    /// The path as it was given.
    public var file: String
    /// The line, from 1.
    public var line: Int

    /// A place.
    public init(file: String, line: Int) {
        self.file = file
        self.line = line
    }
}
