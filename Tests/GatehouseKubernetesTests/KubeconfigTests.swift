import Testing

@testable import GatehouseKubernetes

@Suite("Kubeconfig")
struct KubeconfigTests {
    private func read(_ text: String, file: String = "/home/me/.kube/config") throws -> Kubeconfig {
        try Kubeconfig.read(Array(text.utf8), file: file)
    }

    private let whole = """
        apiVersion: v1
        kind: Config
        current-context: here
        clusters:
        - name: prod
          cluster:
            server: https://10.0.0.1:6443
            certificate-authority: ca.crt
            tls-server-name: kubernetes
        - name: lab
          cluster: {server: "http://lab", insecure-skip-tls-verify: true}
        users:
        - name: alice
          user: {client-certificate-data: YQ==, client-key: /keys/alice}
        - name: robot
          user: {tokenFile: token, token: old}
        - name: cloud
          user:
            exec:
              apiVersion: client.authentication.k8s.io/v1
              command: ./bin/login
              args: [--cluster, prod]
              env: [{name: REGION, value: west}]
              interactiveMode: IfAvailable
              provideClusterInfo: true
        contexts:
        - {name: here, context: {cluster: prod, user: alice, namespace: shop}}
        - {name: there, context: {cluster: lab, user: robot}}
        - {name: cloud, context: {cluster: prod, user: cloud}}
        - {name: nobody, context: {cluster: lab}}
        """

    @Test("The current context leads to a server, its authority and a certificate; paths are relative to the file")
    func currentContext() throws {
        let access = try ClusterAccess(try self.read(self.whole))
        #expect(access.server == ServerAddress(host: "10.0.0.1", port: 6443))
        #expect(access.authorities == .file("/home/me/.kube/ca.crt"))
        #expect(access.serverName == "kubernetes")
        #expect(access.identity == .certificate(.data(Redacted(Array("a".utf8))), key: .file("/keys/alice")))
    }

    @Test("A token's file is preferred to the token that was copied from it")
    func tokenFile() throws {
        let access = try ClusterAccess(try self.read(self.whole), context: "there")
        #expect(access.identity == .tokenFile("/home/me/.kube/token"))
        #expect(access.skipsVerification)
        #expect(access.server == ServerAddress(isSecure: false, host: "lab", port: 80))
    }

    @Test("A context without a user is anonymous")
    func anonymous() throws {
        #expect(try ClusterAccess(try self.read(self.whole), context: "nobody").identity == .anonymous)
    }

    @Test("An exec plugin's path is relative to the file, its arguments and environment are kept")
    func exec() throws {
        let access = try ClusterAccess(try self.read(self.whole), context: "cloud")
        guard case .exec(let plugin) = access.identity else {
            Issue.record("\(access.identity)")
            return
        }
        #expect(plugin.command == "/home/me/.kube/./bin/login")
        #expect(plugin.arguments == ["--cluster", "prod"])
        #expect(plugin.environment == [.init(name: "REGION", value: Redacted("west"))])
        #expect(plugin.providesClusterInfo)
    }

    @Test("Secrets show in no description")
    func redaction() throws {
        let config = try self.read("users: [{name: a, user: {token: s3cret, username: u, password: s3cret}}]")
        #expect(config.users["a"]?.token?.value == "s3cret")
        var dumped = ""
        dump(config, to: &dumped)
        #expect(!"\(config)\(String(reflecting: config))\(dumped)".contains("s3cret"))
    }

    @Test("Of several files the first one that has a cluster, user, context or current context counts")
    func merging() throws {
        let first = try self.read("clusters: [{name: a, cluster: {server: https://first}}]", file: "/1/config")
        let second = try self.read(
            """
            current-context: x
            clusters: [{name: a, cluster: {server: https://second}}, {name: b, cluster: {server: https://b}}]
            contexts: [{name: x, context: {cluster: a}}]
            """, file: "/2/config")
        let merged = Kubeconfig.merged([first, second])
        #expect(merged.clusters.mapValues(\.server) == ["a": "https://first", "b": "https://b"])
        #expect(try ClusterAccess(merged).server.host == "first")
    }

    @Test(
        "An error names the file and the field",
        arguments: [
            ("kind: Pod", "f: kind"),
            ("clusters: {}", "f: clusters: this should be a list"),
            ("clusters: [{cluster: {server: https://a}}]", "f: clusters[0].name: this is missing"),
            ("clusters: [{name: a, cluster: {}}]", "f: clusters[0].cluster.server: this is missing"),
            (
                "clusters: [{name: a, cluster: {server: x, proxy-url: http://p}}]",
                "f: clusters[0].cluster.proxy-url: a proxy"
            ),
            (
                "clusters: [{name: a, cluster: {server: x, certificate-authority-data: '*'}}]",
                "f: clusters[0].cluster.certificate-authority-data: this is not Base64"
            ),
            ("users: [{name: a, user: {token: 12}}]", "f: users[0].user.token: this should be a text"),
            ("users: [{name: a, user: {client-certificate: c}}]", "f: users[0].user.client-key: "),
            ("users: [{name: a, user: {auth-provider: {name: gcp}}}]", "f: users[0].user.auth-provider: "),
            (
                "users: [{name: a, user: {exec: {apiVersion: v9, command: x}}}]",
                "f: users[0].user.exec.apiVersion: v9 is not known"
            ),
            (
                "users: [{name: a, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: x, "
                    + "interactiveMode: Always}}}]", "f: users[0].user.exec.interactiveMode: "
            ),
            ("a: b: c", "f:1: "), ("a: 1\na: 2", "f:2: The key `a` is written twice"),
        ])
    func errors(text: String, beginning: String) {
        let error = #expect(throws: KubeconfigError.self) { try self.read(text, file: "f") }
        #expect(error?.description.hasPrefix(beginning) == true, "\(error?.description ?? "")")
    }

    @Test(
        "What a context refers to has to be there",
        arguments: [
            ("{}", "current-context: this is missing"),
            ("current-context: a", "there is no context a"),
            ("current-context: a\ncontexts: [{name: a, context: {cluster: c}}]", "there is no cluster c"),
            (
                "current-context: a\ncontexts: [{name: a, context: {cluster: c, user: u}}]\n"
                    + "clusters: [{name: c, cluster: {server: https://a}}]", "there is no user u"
            ),
            (
                "current-context: a\ncontexts: [{name: a, context: {cluster: c}}]\n"
                    + "clusters: [{name: c, cluster: {server: 'https://'}}]", "clusters[0].cluster.server: "
            ),
        ])
    func danglingReferences(text: String, part: String) throws {
        let config = try self.read(text)
        let error = #expect(throws: KubeconfigError.self) { try ClusterAccess(config) }
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
    }

    @Test(
        "The server's URL",
        arguments: [
            ("https://a.example", ServerAddress(host: "a.example", port: 443)),
            ("https://a.example:6443/", ServerAddress(host: "a.example", port: 6443)),
            ("http://[::1]:8080", ServerAddress(isSecure: false, host: "::1", port: 8080)),
            (
                "https://r.example/k8s/clusters/c-1",
                ServerAddress(host: "r.example", port: 443, basePath: "/k8s/clusters/c-1")
            ),
            ("10.1.2.3:6443", ServerAddress(host: "10.1.2.3", port: 6443)),
            ("ftp://a", nil), ("https://user@a", nil), ("https://a:0", nil), ("https://a:99999", nil),
            ("https://", nil),
            ("https://[::1", nil), ("https://a b", nil), ("https://a/?q", nil),
        ] as [(String, ServerAddress?)])
    func serverAddresses(text: String, address: ServerAddress?) {
        #expect(ServerAddress(text) == address)
    }
}
