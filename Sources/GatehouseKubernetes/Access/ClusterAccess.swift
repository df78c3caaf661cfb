/// The way to one cluster: where its API server is, and how both sides prove who they are.
public struct ClusterAccess: Hashable, Sendable {
    /// Where the API server is.
    public var server: ServerAddress
    /// Authorities whose certificates are accepted, PEM; nil for those of the system.
    public var authorities: Kubeconfig.Content?
    /// Whether any certificate is accepted.
    public var skipsVerification: Bool
    /// The name that the certificate must have, where it is not the server's host.
    public var serverName: String?
    /// Who asks.
    public var identity: Identity
    /// Where all this is written, for messages.
    public var origin: String

    /// Who asks.
    public enum Identity: Hashable, Sendable {
        /// Nobody in particular.
        case anonymous
        /// Whoever this certificate and key belong to, both PEM.
        case certificate(Kubeconfig.Content, key: Kubeconfig.Content)
        /// The bearer of a token.
        case token(Redacted<String>)
        /// The bearer of the token that is in a file at the moment.
        case tokenFile(String)
        /// A name and a password.
        case password(username: String, Redacted<String>)
        /// Whoever a program says.
        case exec(ExecPlugin)
    }

    /// A way to a cluster.
    public init(
        server: ServerAddress, authorities: Kubeconfig.Content? = nil, skipsVerification: Bool = false,
        serverName: String? = nil, identity: Identity = .anonymous, origin: String
    ) {
        self.server = server
        self.authorities = authorities
        self.skipsVerification = skipsVerification
        self.serverName = serverName
        self.identity = identity
        self.origin = origin
    }
}

extension ClusterAccess {
    /// The way by a kubeconfig's context; nil for the current one.
    ///
    /// - Throws: where the context, its cluster or its user is missing, or the server's URL is none.
    public init(_ config: Kubeconfig, context name: String? = nil, file: String = "kubeconfig") throws(KubeconfigError)
    {
        guard let name = name ?? config.currentContext else {
            throw KubeconfigError(
                file: file, field: "current-context", reason: "this is missing; set it with kubectl config use-context."
            )
        }
        guard let context = config.contexts[name] else {
            let known = config.contexts.keys.sorted().joined(separator: ", ")
            throw KubeconfigError(
                file: file, field: "contexts",
                reason: "there is no context \(name); there \(known.isEmpty ? "are none" : "is \(known)").")
        }
        guard let cluster = config.clusters[context.cluster] else {
            throw context.place.error("cluster", "there is no cluster \(context.cluster).")
        }
        guard let server = ServerAddress(cluster.server) else {
            throw cluster.place.error("server", "this is no URL like https://HOST:PORT.")
        }
        var identity = Identity.anonymous
        if !context.user.isEmpty {
            guard let user = config.users[context.user] else {
                throw context.place.error("user", "there is no user \(context.user).")
            }
            identity = try Self.identity(of: user)
        }
        self.init(
            server: server, authorities: cluster.authorities, skipsVerification: cluster.skipsVerification,
            serverName: cluster.serverName, identity: identity,
            origin: "context \(name) of \(context.place.file)")
    }

    /// In client-go's order: what is known wins over what has to be asked for, a file over what was copied from it.
    private static func identity(of user: Kubeconfig.User) throws(KubeconfigError) -> Identity {
        if let path = user.tokenFile { return .tokenFile(path) }
        if let token = user.token { return .token(token) }
        if let certificate = user.certificate, let key = user.key { return .certificate(certificate, key: key) }
        if let username = user.username { return .password(username: username, user.password ?? Redacted("")) }
        if let exec = user.exec { return .exec(exec) }
        return .anonymous
    }
}
