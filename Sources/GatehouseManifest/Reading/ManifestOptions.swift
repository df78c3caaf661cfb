/// How strictly manifests are read, and how large they may be.
public struct ManifestOptions: Hashable, Sendable {
    /// What a field that the resource's kind doesn't have is.
    public enum UnknownFields: Hashable, Sendable {
        /// An error: the resource is rejected. For checks before a rollout.
        case error
        /// A warning: the field is passed over. For serving, so that a newer manifest still works.
        case warning
    }

    /// The namespace of resources that name none.
    public var defaultNamespace: String
    /// What becomes of fields that are not known.
    public var unknownFields: UnknownFields
    /// The largest file that is read, in bytes; at most 1 GiB counts.
    public var maximumFileSize: Int
    /// The most diagnostics about one file; what comes after them is counted, not told.
    public var maximumDiagnostics: Int

    /// Options.
    public init(
        defaultNamespace: String = "default", unknownFields: UnknownFields = .warning,
        maximumFileSize: Int = 64 << 20, maximumDiagnostics: Int = 1000
    ) {
        self.defaultNamespace = defaultNamespace
        self.unknownFields = unknownFields
        self.maximumFileSize = maximumFileSize
        self.maximumDiagnostics = maximumDiagnostics
    }
}
