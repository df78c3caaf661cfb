import GatehouseObjects
import GatehouseStore

/// Knows the credential of the moment: files are read again as they change, a plugin is asked again when what it gave has
/// expired or was refused.
actor CredentialSource {
    /// How long a plugin may take, in seconds.
    static let patience = 60
    /// How long a plugin that failed is left alone, in seconds.
    static let rest = 2

    private let access: ClusterAccess
    private let now: @Sendable () -> Int
    private var files = ReferencedFiles()
    private var known: ExecCredential?
    private var failure: (time: Int, error: CredentialError)?
    private var isRunning = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// A source for one cluster. `now` is the time in seconds since 1970.
    init(_ access: ClusterAccess, now: @escaping @Sendable () -> Int = { WallTime.now().seconds }) {
        self.access = access
        self.now = now
    }

    /// The credential to use now.
    func current() async throws(CredentialError) -> Credential {
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
    func refused(_ credential: Credential) {
        if self.known?.credential == credential { self.known = nil }
    }

    /// The authorities that the server's certificate is checked against; nil for those of the system.
    func authorities() throws(CredentialError) -> [UInt8]? {
        guard let content = self.access.authorities else { return nil }
        return try self.read(content, "certificate authority")
    }

    /// What a plugin gave or gives now. It is run once for all who ask at a time, and not again at once when it failed.
    private func credential(by plugin: ExecPlugin) async throws(CredentialError) -> Credential {
        while self.isRunning {
            await withCheckedContinuation { self.waiting.append($0) }
        }
        if let known, known.isGood(at: self.now()) { return known.credential }
        if let failure, self.now() < failure.time + Self.rest { throw failure.error }
        self.isRunning = true
        defer {
            self.isRunning = false
            for continuation in self.waiting { continuation.resume() }
            self.waiting = []
        }
        do throws(CredentialError) {
            let fresh = try await self.run(plugin)
            self.known = fresh
            self.failure = nil
            return fresh.credential
        } catch {
            self.failure = (self.now(), error)
            throw error
        }
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

    private func run(_ plugin: ExecPlugin) async throws(CredentialError) -> ExecCredential {
        let info = ExecCredential.request(to: plugin, access: self.access, authorities: try self.authorities())
        let text = String(decoding: info.bytes, as: UTF8.self)
        let output = try await ExecProcess.run(plugin, info: text, seconds: Self.patience)
        return try ExecCredential(parsing: output, from: plugin)
    }
}
