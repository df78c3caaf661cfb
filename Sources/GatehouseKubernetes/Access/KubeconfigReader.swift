import GatehouseManifest

extension Kubeconfig {
    /// Reads a kubeconfig. `file` is its path: it is in messages, and paths in the text are relative to its folder.
    ///
    /// - Throws: at the first field that is not what it should be.
    public static func read(_ bytes: [UInt8], file: String) throws(KubeconfigError) -> Kubeconfig {
        let root: YAMLValue?
        do throws(YAMLValueError) {
            root = try YAMLValue.read(bytes)
        } catch {
            throw KubeconfigError(file: "\(file):\(error.line)", reason: error.message)
        }
        let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
        let fields = try KubeconfigFields(root, place: Place(file: file, field: ""), folder: folder)
        if let kind = try fields.text("kind"), kind != "Config" {
            throw KubeconfigError(file: file, field: "kind", reason: "this is a \(kind), not a kubeconfig's Config.")
        }
        var config = Kubeconfig()
        // Of two entries of one name the first counts, within a file as between files.
        for entry in try fields.list("clusters") {
            let name = try entry.requiredText("name")
            if config.clusters[name] == nil { config.clusters[name] = try Cluster(entry.fields("cluster")) }
        }
        for entry in try fields.list("users") {
            let name = try entry.requiredText("name")
            if config.users[name] == nil { config.users[name] = try User(entry.fields("user")) }
        }
        for entry in try fields.list("contexts") {
            let name = try entry.requiredText("name")
            if config.contexts[name] == nil { config.contexts[name] = try Context(entry.fields("context")) }
        }
        config.currentContext = try fields.text("current-context")
        return config
    }
}

extension Kubeconfig.Cluster {
    fileprivate init(_ fields: KubeconfigFields) throws(KubeconfigError) {
        if try fields.text("proxy-url") != nil {
            throw fields.place.error(
                "proxy-url", "a proxy before the API server is not supported; give a direct address in server.")
        }
        self.init(
            server: try fields.requiredText("server"), authorities: try fields.content("certificate-authority"),
            skipsVerification: try fields.bool("insecure-skip-tls-verify"),
            serverName: try fields.text("tls-server-name"), place: fields.place)
        if self.skipsVerification, self.authorities != nil {
            throw fields.place.error(
                "insecure-skip-tls-verify", "this and a certificate-authority exclude one another; remove one of them.")
        }
    }
}

extension Kubeconfig.Context {
    fileprivate init(_ fields: KubeconfigFields) throws(KubeconfigError) {
        self.init(
            cluster: try fields.requiredText("cluster"), user: try fields.text("user") ?? "", place: fields.place)
    }
}

extension Kubeconfig.User {
    fileprivate init(_ fields: KubeconfigFields) throws(KubeconfigError) {
        if case .mapping = fields.members["auth-provider"] {
            throw fields.place.error(
                "auth-provider", "these are gone from Kubernetes since 1.26; use an exec plugin instead.")
        }
        self.init(
            certificate: try fields.content("client-certificate"), key: try fields.content("client-key"),
            token: try fields.text("token").map { Redacted($0) }, tokenFile: try fields.path("tokenFile"),
            username: try fields.text("username"), password: try fields.text("password").map { Redacted($0) },
            exec: nil, place: fields.place)
        if case .mapping = fields.members["exec"] { self.exec = try ExecPlugin(fields.fields("exec")) }
        if self.certificate != nil, self.key == nil {
            throw fields.place.error("client-key", "a client-certificate needs its key; this is missing.")
        }
        if self.key != nil, self.certificate == nil {
            throw fields.place.error("client-certificate", "a client-key needs its certificate; this is missing.")
        }
        for name in ["as", "as-uid"] where try fields.text(name) != nil {
            throw fields.place.error(name, "acting as somebody else is not supported; use that user's own credentials.")
        }
    }
}

extension ExecPlugin {
    fileprivate init(_ fields: KubeconfigFields) throws(KubeconfigError) {
        let apiVersion = try fields.requiredText("apiVersion")
        guard Self.apiVersions.contains(apiVersion) else {
            throw fields.place.error(
                "apiVersion", "\(apiVersion) is not known; known are \(Self.apiVersions.joined(separator: ", ")).")
        }
        let command = try fields.requiredText("command")
        var mode = InteractiveMode.ifAvailable
        if let text = try fields.text("interactiveMode") {
            guard let known = InteractiveMode(rawValue: text) else {
                throw fields.place.error("interactiveMode", "this should be Never, IfAvailable or Always.")
            }
            mode = known
        }
        if mode == .always {
            throw fields.place.error(
                "interactiveMode", "the program wants somebody at a terminal, and a gateway has none.")
        }
        var environment: [Variable] = []
        for variable in try fields.list("env") {
            let value = try variable.text("value") ?? ""
            environment.append(Variable(name: try variable.requiredText("name"), value: Redacted(value)))
        }
        self.init(
            // A path with a slash in it is relative to the file, a bare name is looked for on PATH.
            apiVersion: apiVersion,
            command: command.contains("/") && !command.hasPrefix("/") ? fields.folder + command : command,
            arguments: try fields.texts("args"), environment: environment, installHint: try fields.text("installHint"),
            providesClusterInfo: try fields.bool("provideClusterInfo"), interactiveMode: mode, place: fields.place)
    }
}
