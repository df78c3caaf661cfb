import GatehouseObjects
import GatehouseStore

/// Knows the credential of the moment: files are read again as they change, a plugin is asked again when what it gave has
/// expired or was refused.
actor CredentialSource {
    private let access: ClusterAccess
    private let plugin: PluginCredentials?
    private var files = ReferencedFiles()

    /// A source for one cluster. `now` is the time in seconds since 1970.
    init(_ access: ClusterAccess, now: @escaping @Sendable () -> Int = { WallTime.now().seconds }) {
        self.access = access
        if case .exec(let plugin) = access.identity {
            self.plugin = PluginCredentials(plugin, now: now)
        } else {
            self.plugin = nil
        }
    }

    /// The credential to use now.
    ///
    /// - Throws: `CancellationError` when the task is cancelled, else `CredentialError`.
    func current() async throws -> Credential {
        switch self.access.identity {
        case .anonymous: return Credential()
        case .token(let token): return .bearer(token.value)
        case .password(let username, let password): return .basic(username, password.value)
        case .tokenFile(let path):
            let text = String(decoding: try self.read(.file(path), "token"), as: UTF8.self)
            let token = text.drop { $0.isWhitespace }.prefix { !$0.isWhitespace }
            guard !token.isEmpty else { throw CredentialError(reason: "the token in \(path) is empty.") }
            return .bearer(String(token))
        case .certificate(let certificate, let key):
            return Credential(
                identity: Credential.Identity(
                    certificate: Redacted(try self.read(certificate, "client certificate")),
                    key: Redacted(try self.read(key, "client key"))))
        case .exec(let plugin):
            return try await self.credential(by: plugin)
        }
    }

    /// What was given by a plugin was refused, and is not used again.
    func refused(_ credential: Credential) { self.plugin?.refused(credential) }

    /// Ends what is under way.
    nonisolated func end() { self.plugin?.end() }

    /// The authorities that the server's certificate is checked against; nil for those of the system.
    func authorities() throws(CredentialError) -> [UInt8]? {
        guard let content = self.access.authorities else { return nil }
        return try self.read(content, "certificate authority")
    }

    private func credential(by plugin: ExecPlugin) async throws -> Credential {
        guard let credentials = self.plugin else { return Credential() }
        if let known = credentials.known { return known }
        let info = ExecCredential.request(to: plugin, access: self.access, authorities: try self.authorities())
        return try await credentials.current(info: String(decoding: info.bytes, as: UTF8.self))
    }

    private func read(_ content: Kubeconfig.Content, _ name: String) throws(CredentialError) -> [UInt8] {
        switch content {
        case .data(let bytes): return bytes.value
        case .file(let path):
            // Asking for one path makes it forget the others, and there are two at most: they are small.
            switch self.files.read([path])[path] {
            case .bytes(let bytes): return bytes
            case .unreadable(let reason):
                throw CredentialError(reason: "the \(name) \(path) cannot be read: \(reason).")
            case nil: throw CredentialError(reason: "the \(name) \(path) cannot be read.")
            }
        }
    }
}
