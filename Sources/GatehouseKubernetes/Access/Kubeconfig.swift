/// What a kubeconfig file says (the `Config` of client-go's `clientcmd/api/v1`): clusters, users, and which belong
/// together.
public struct Kubeconfig: Hashable, Sendable {
    /// Where an API server is and how it proves who it is.
    public struct Cluster: Hashable, Sendable {
        /// A URL.
        public var server: String
        /// Authorities whose certificates are accepted, PEM; nil for those of the system.
        public var authorities: Content?
        /// Whether any certificate is accepted.
        public var skipsVerification = false
        /// The name that the certificate must have, where it is not that of the URL.
        public var serverName: String?
        /// The file and field that it comes from, for messages.
        public var place: Place
    }

    /// How one proves who one is.
    public struct User: Hashable, Sendable {
        /// A certificate, PEM.
        public var certificate: Content?
        /// The key of the certificate, PEM.
        public var key: Content?
        /// A bearer token.
        public var token: Redacted<String>?
        /// A file that holds the bearer token of the moment.
        public var tokenFile: String?
        /// A name for Basic authentication.
        public var username: String?
        /// The password of `username`.
        public var password: Redacted<String>?
        /// A program that knows a token or certificate.
        public var exec: ExecPlugin?
        /// The file and field that it comes from, for messages.
        public var place: Place
    }

    /// A cluster and a user.
    public struct Context: Hashable, Sendable {
        /// The cluster's name.
        public var cluster: String
        /// The user's name; empty for nobody.
        public var user: String
        /// The file and field that it comes from, for messages.
        public var place: Place
    }

    /// Something that is in the kubeconfig or in a file that it names.
    public enum Content: Hashable, Sendable {
        /// The path of a file, absolute or from the working directory.
        case file(String)
        /// The content itself.
        case data(Redacted<[UInt8]>)
    }

    /// Where something is written.
    public struct Place: Hashable, Sendable {
        /// The file.
        public var file: String
        /// The field's path.
        public var field: String

        func error(_ name: String, _ reason: String) -> KubeconfigError {
            KubeconfigError(file: self.file, field: self.path(of: name), reason: reason)
        }

        /// The path of a field below this one; of this one where there is no name.
        func path(of name: String) -> String {
            self.field.isEmpty || name.isEmpty ? self.field + name : "\(self.field).\(name)"
        }
    }

    /// Clusters by name.
    public var clusters: [String: Cluster] = [:]
    /// Users by name.
    public var users: [String: User] = [:]
    /// Contexts by name.
    public var contexts: [String: Context] = [:]
    /// The context that is meant where none is named.
    public var currentContext: String?

    /// A configuration of nothing.
    public init() {}

    /// Several files as one, as `KUBECONFIG` lists them: of what is there more than once, the first counts.
    public static func merged(_ files: [Kubeconfig]) -> Kubeconfig {
        var merged = Kubeconfig()
        for file in files {
            merged.clusters.merge(file.clusters) { first, _ in first }
            merged.users.merge(file.users) { first, _ in first }
            merged.contexts.merge(file.contexts) { first, _ in first }
            merged.currentContext = merged.currentContext ?? file.currentContext
        }
        return merged
    }
}
