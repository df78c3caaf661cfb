import GatehouseModel
import GatehousePlan
import GatehouseTranslation
import Testing

@Suite("Certificates of TLS servers") struct CredentialTests {
    /// What a server with these settings shows: name, certificate and key of each identity.
    private static func shown(_ tls: ServerTLSPlan?) -> [String] {
        tls?.identities.map { "\($0.name) \(text($0.certificateChain)) \(text($0.privateKey))" } ?? []
    }

    private static func text(_ bytes: SecretBytes) -> String { String(decoding: bytes.bytes, as: UTF8.self) }

    private static func translated(
        _ tls: String, _ documents: String, files: [String: String] = [:],
        options: TranslationOptions = TranslationOptions()
    ) -> TranslationResult {
        translate(
            gateway(servers: tlsServer("a.example", tls: tls)), documents,
            files: CredentialFiles(files.mapValues { .bytes(SecretBytes(Array($0.utf8))) }), options: options)
    }

    @Test(
        "T2: a Secret's generic keys come first, then those of the type kubernetes.io/tls",
        arguments: [
            ("tls.crt: C, tls.key: K", ["Secret istio-system/shop C K"]),
            ("cert: C, key: K", ["Secret istio-system/shop C K"]),
            ("cert: C, key: K, tls.crt: D, tls.key: L", ["Secret istio-system/shop C K"]),
            ("cert: C, tls.crt: D, tls.key: L", ["Secret istio-system/shop D L"]),
        ])
    func keys(texts: String, shown: [String]) {
        let result = Self.translated("mode: SIMPLE, credentialName: shop", secret("shop", texts))
        #expect(Self.shown(result.serverTLS) == shown)
        #expect(result.findings == [])
    }

    @Test(
        "T1: a Secret is looked for in the gateway's namespace, however it is named",
        arguments: [
            ("shop", true), ("istio-system/shop", true), ("kubernetes://shop", true),
            ("kubernetes://istio-system/shop", true), ("kubernetes-gateway://istio-system/shop", true),
            ("default/shop", false), ("kubernetes-gateway://default/shop", false), ("sds://shop", false),
            ("builtin://", false), ("configmap://istio-system/shop", false), ("other", false),
        ])
    func names(name: String, isFound: Bool) {
        let result = Self.translated(
            "mode: SIMPLE, credentialName: \"\(name)\"",
            secret() + secret("shop", namespace: "default", "tls.crt: X, tls.key: Z"))
        #expect(Self.shown(result.serverTLS) == (isFound ? ["Secret istio-system/shop C K"] : []))
        let code = name == "other" ? "IST0101" : "GH0211"
        #expect(result.findings == (isFound ? [] : ["\(code) gw spec.servers[0].tls.credentialName"]))
    }

    @Test("T3: a missing Secret leaves its hosts without a certificate, the others work, and the line is said")
    func missing() {
        let result = translate(
            gateway(
                servers: tlsServer("a.example", tls: "mode: SIMPLE, credentialName: lost"),
                tlsServer("b.example", name: "https-b")),
            secret(), secret("lost", namespace: "shop"))
        #expect(result.chains.map { $0.tls?.identities.count } == [0, 1])
        #expect(result.serverTLS?.missingCredentials == ["Secret istio-system/lost"])
        let finding = result.diagnostics.first { $0.code == "IST0101" && $0.resource?.kind == "Gateway" }
        #expect((finding?.level, finding?.effect) == (.error, .partDropped))
        #expect(finding?.location?.line == 4)
        #expect(
            finding?.message
                == "There is no Secret lost in istio-system, the gateway's own namespace. There is one in shop, where it is"
                + " not looked for: move it, or run the gateway with --namespace shop. TLS handshakes for a.example fail"
                + " until it is there.")
    }

    @Test("T2: a Secret without the keys says which it has", arguments: ["tls.crt: C", "ca.crt: A"])
    func incomplete(texts: String) {
        let result = Self.translated("mode: SIMPLE, credentialName: shop", secret("shop", texts))
        #expect(Self.shown(result.serverTLS).isEmpty)
        let key = texts.prefix { $0 != ":" }
        #expect(result.diagnostics.first { $0.code == "GH0211" }?.message.contains("it has \(key).") == true)
    }

    @Test("T2: two credential names are an RSA and an ECDSA certificate")
    func two() {
        let documents = secret("shop") + secret("shop-ec", "tls.crt: D, tls.key: L")
        let result = Self.translated("mode: SIMPLE, credentialNames: [shop, shop-ec]", documents)
        #expect(
            Self.shown(result.serverTLS) == ["Secret istio-system/shop C K", "Secret istio-system/shop-ec D L"])
        let half = Self.translated("mode: SIMPLE, credentialNames: [shop, lost]", documents)
        #expect(half.findings == ["IST0101 gw spec.servers[0].tls.credentialNames[1]"])
        #expect(Self.shown(half.serverTLS).isEmpty)
    }

    @Test(
        "T2: authorities are those of the Secret with -cacert, else the Secret's own, else what is named for them",
        arguments: [
            (
                "credentialName: shop", secret("shop", "tls.crt: C, tls.key: K, ca.crt: A"),
                "Secret istio-system/shop A -"
            ),
            (
                "credentialName: shop", secret("shop", "tls.crt: C, tls.key: K, ca.crt: A, cacert: B"),
                "Secret istio-system/shop B -"
            ),
            (
                "credentialName: shop",
                secret("shop", "tls.crt: C, tls.key: K, ca.crt: A") + secret("shop-cacert", "cacert: B, crl: R"),
                "Secret istio-system/shop-cacert B R"
            ),
            (
                "credentialName: shop", secret("shop", "tls.crt: C, tls.key: K, ca.crt: A, ca.crl: R"),
                "Secret istio-system/shop A R"
            ),
            (
                "credentialName: shop, caCertCredentialName: clients",
                secret("shop", "tls.crt: C, tls.key: K, ca.crt: A") + secret("clients", "ca.crt: B"),
                "Secret istio-system/clients B -"
            ),
            (
                "credentialName: shop, caCertCredentialName: \"configmap://default/clients\"",
                secret() + document("ConfigMap", "clients", spec: "data: {ca.crt: B}"), "ConfigMap default/clients B -"
            ),
            (
                "credentialName: shop, caCertCredentialName: clients",
                secret()
                    + document("ConfigMap", "clients", namespace: "istio-system", spec: "data: {ca.crt: B}"),
                "ConfigMap istio-system/clients B -"
            ),
            (
                "credentialNames: [shop, ec]",
                secret("shop", "tls.crt: C, tls.key: K, ca.crt: A") + secret("ec", "tls.crt: C, tls.key: K, ca.crt: X"),
                "Secret istio-system/shop A -"
            ),
        ])
    func authorities(tls: String, documents: String, expected: String) throws {
        let plan = try #require(Self.translated("mode: MUTUAL, \(tls)", documents).serverTLS)
        guard case .required(let peer) = plan.clientCertificates else {
            Issue.record("no client certificate is required")
            return
        }
        let list = peer.revocationList.map { Self.text($0) } ?? "-"
        #expect("\(peer.name) \(Self.text(peer.authorities)) \(list)" == expected)
        #expect(!plan.identities.isEmpty)
    }

    @Test("a server that can't check its clients lets none in", arguments: ["MUTUAL", "OPTIONAL_MUTUAL"])
    func withoutAuthorities(mode: String) {
        let result = Self.translated("mode: \(mode), credentialName: shop", secret())
        #expect(Self.shown(result.serverTLS).isEmpty)
        #expect(result.findings == ["GH0211 gw spec.servers[0].tls.credentialName"])
    }

    @Test(
        "client certificates are demanded as the mode says",
        arguments: [
            ("SIMPLE", "none"), ("MUTUAL", "required"), ("OPTIONAL_MUTUAL", "optional"),
            ("OPTIONAL_MUTUAL, insecureSkipVerify: true", "unverified"),
        ])
    func modes(mode: String, demand: String) throws {
        let plan = try #require(
            Self.translated("mode: \(mode), credentialName: shop", secret("shop", "tls.crt: C, tls.key: K, ca.crt: A"))
                .serverTLS)
        let found =
            switch plan.clientCertificates {
            case .none: "none"
            case .required: "required"
            case .optional: "optional"
            case .unverified: "unverified"
            }
        #expect(found == demand)
    }

    @Test("T5: names, key hashes and certificate hashes are demanded of clients")
    func demands() throws {
        let plan = try #require(
            Self.translated(
                "mode: MUTUAL, credentialName: shop, subjectAltNames: [a], verifyCertificateSpki: [b], verifyCertificateHash: [c]",
                secret("shop", "tls.crt: C, tls.key: K, ca.crt: A")
            ).serverTLS)
        guard case .required(let peer) = plan.clientCertificates else {
            Issue.record("no client certificate is required")
            return
        }
        #expect(peer.subjectAltNames == ["a"])
        #expect(peer.publicKeyHashes == ["b"])
        #expect(peer.certificateHashes == ["c"])
    }

    private static let files = [
        "/c.pem": "C", "/k.pem": "K", "/ca.pem": "A", "/crl.pem": "R", "/d.pem": "D", "/l.pem": "L",
    ]

    @Test("certificates come out of files as well")
    func files() throws {
        let tls = "serverCertificate: /c.pem, privateKey: /k.pem, caCertificates: /ca.pem, caCrl: /crl.pem"
        let plan = try #require(Self.translated("mode: MUTUAL, \(tls)", "", files: Self.files).serverTLS)
        #expect(Self.shown(plan) == ["/c.pem C K"])
        guard case .required(let peer) = plan.clientCertificates else {
            Issue.record("no client certificate is required")
            return
        }
        #expect((peer.name, Self.text(peer.authorities)) == ("/ca.pem", "A"))
        #expect(peer.revocationList.map { Self.text($0) } == "R")
        let pairs = "{serverCertificate: /c.pem, privateKey: /k.pem}, {serverCertificate: /d.pem, privateKey: /l.pem}"
        let two = Self.translated("mode: SIMPLE, tlsCertificates: [\(pairs)]", "", files: Self.files)
        #expect(Self.shown(two.serverTLS) == ["/c.pem C K", "/d.pem D L"])
    }

    @Test("a file that can't be read is reported at its field, under the name of its certificate")
    func unreadable() {
        let result = translate(
            gateway(servers: tlsServer("a", tls: "mode: SIMPLE, serverCertificate: /c.pem, privateKey: /k.pem")),
            files: CredentialFiles([
                "/c.pem": .bytes(SecretBytes([1])), "/k.pem": .unreadable("no such file or directory"),
            ]))
        #expect(result.findings == ["GH0211 gw spec.servers[0].tls.privateKey"])
        #expect(result.serverTLS?.missingCredentials == ["/c.pem"])
        #expect(
            result.diagnostics.first { $0.code == "GH0211" }?.message.hasPrefix(
                "The file /k.pem cannot be read: no such file or directory.") == true)
    }

    @Test("ISTIO_MUTUAL shows the workload's certificate, and demands one of the mesh's authorities")
    func workload() {
        let options = TranslationOptions(
            workloadIdentity: WorkloadIdentityPaths(certificate: "/c.pem", privateKey: "/k.pem", authorities: "/ca.pem")
        )
        let result = Self.translated("mode: ISTIO_MUTUAL", "", files: Self.files, options: options)
        #expect(Self.shown(result.serverTLS) == ["/c.pem C K"])
        #expect(
            result.serverTLS?.clientCertificates
                == .required(PeerCertificatePlan(name: "/ca.pem", authorities: SecretBytes(Array("A".utf8)))))
        let without = Self.translated("mode: ISTIO_MUTUAL", "")
        #expect(without.serverTLS?.identities == [])
        #expect(without.findings == ["GH0211 gw spec.servers[0].tls.mode"])
        #expect(without.diagnostics.first { $0.code == "GH0211" }?.message.contains("--workload-certificate") == true)
    }

    @Test("the paths of all files are known before any is read")
    func paths() {
        let gateway = Gateway(servers: [
            Server(
                tls: ServerTLSSettings(
                    serverCertificate: "/1", privateKey: "/2", caCertificates: "/3", caCrl: "/4",
                    tlsCertificates: [.init(serverCertificate: "/5", privateKey: "/6", caCertificates: "/7")]))
        ])
        func client(_ path: String) -> ClientTLSSettings { ClientTLSSettings(caCertificates: path) }
        var port = TrafficPolicy.PortTrafficPolicy()
        port.tls = client("/8")
        var policy = TrafficPolicy()
        policy.tls = client("/9")
        policy.portLevelSettings = [port]
        var subset = Subset()
        subset.trafficPolicy = TrafficPolicy()
        subset.trafficPolicy?.tls = ClientTLSSettings(clientCertificate: "/10", privateKey: "/11", caCrl: "/12")
        var resources = ResourceSet()
        let metadata = Metadata(name: "a", namespace: "default")
        resources.gateways = [Resource(metadata: metadata, spec: gateway)]
        resources.destinationRules = [
            Resource(metadata: metadata, spec: DestinationRule(trafficPolicy: policy, subsets: [subset]))
        ]
        let options = TranslationOptions(
            workloadIdentity: WorkloadIdentityPaths(certificate: "/13", privateKey: "/14", authorities: "/15"))
        #expect(
            CredentialFiles.paths(namedBy: resources, options: options) == Set((1...15).map { "/\($0)" }))
    }
}
