import GatehousePlan
import GatehouseTranslation
import Testing

@Suite("TLS toward services") struct ClientTLSTests {
    private static func bytes(_ text: String) -> SecretBytes { SecretBytes(Array(text.utf8)) }

    /// The one cluster, of service `a`, under this policy.
    private static func cluster(
        _ policy: String, _ documents: String = "", service given: String? = nil,
        options: TranslationOptions = TranslationOptions()
    ) -> (plan: ClusterPlan?, findings: [String]) {
        let result = translate(
            gateway(servers: server("*")), virtualService("vs", rules: rule(to: "a")), given ?? service("a"),
            document("DestinationRule", "a", spec: "spec: {host: a, trafficPolicy: {\(policy)}}"), documents,
            files: CredentialFiles([
                "/c.pem": .bytes(Self.bytes("C")), "/k.pem": .bytes(Self.bytes("K")),
                "/ca.pem": .bytes(Self.bytes("A")),
            ]), options: options)
        return (result.plan.clusters.first, result.findings)
    }

    private static func peer(_ name: String, _ names: [String] = []) -> ClientTLSPlan.Trust {
        .authorities(PeerCertificatePlan(name: name, authorities: self.bytes("A"), subjectAltNames: names))
    }

    private static let shop = IdentityPlan(
        name: "Secret istio-system/shop", certificateChain: bytes("C"), privateKey: bytes("K"))

    @Test(
        "C1, C4, C5: the settings say what is trusted, what is shown and which name is sent",
        arguments: [
            ("mode: DISABLE", "", nil),
            ("sni: a.example", "", nil),
            ("mode: SIMPLE", "", ClientTLSPlan(trust: .system(subjectAltNames: []))),
            (
                "mode: SIMPLE, sni: a.example, subjectAltNames: [b]", "",
                ClientTLSPlan(trust: .system(subjectAltNames: ["b"]), serverName: "a.example")
            ),
            ("mode: SIMPLE, insecureSkipVerify: true", "", ClientTLSPlan(trust: .everything)),
            ("mode: SIMPLE, caCertificates: /ca.pem", "", ClientTLSPlan(trust: peer("/ca.pem"))),
            (
                "mode: SIMPLE, credentialName: shop", secret("shop", "ca.crt: A"),
                ClientTLSPlan(trust: peer("Secret istio-system/shop"))
            ),
            (
                "mode: SIMPLE, credentialName: shop", secret("shop", "cacert: X") + secret("shop-cacert", "cacert: A"),
                ClientTLSPlan(trust: peer("Secret istio-system/shop-cacert"))
            ),
            (
                "mode: SIMPLE, credentialName: \"configmap://default/shop\"",
                document("ConfigMap", "shop", spec: "data: {ca.crt: A}"),
                ClientTLSPlan(trust: peer("ConfigMap default/shop"))
            ),
            (
                "mode: MUTUAL, credentialName: shop, subjectAltNames: [b]",
                secret("shop", "tls.crt: C, tls.key: K, ca.crt: A"),
                ClientTLSPlan(identity: shop, trust: peer("Secret istio-system/shop", ["b"]))
            ),
            (
                "mode: MUTUAL, clientCertificate: /c.pem, privateKey: /k.pem", "",
                ClientTLSPlan(
                    identity: IdentityPlan(name: "/c.pem", certificateChain: bytes("C"), privateKey: bytes("K")),
                    trust: .system(subjectAltNames: []))
            ),
            (
                "mode: MUTUAL, credentialName: shop, insecureSkipVerify: true",
                secret("shop", "tls.crt: C, tls.key: K"),
                ClientTLSPlan(identity: shop, trust: .everything)
            ),
        ] as [(String, String, ClientTLSPlan?)])
    func settings(tls: String, documents: String, expected: ClientTLSPlan?) {
        let result = Self.cluster("tls: {\(tls)}", documents)
        #expect(result.plan?.tls == expected)
        #expect(result.findings == [])
    }

    @Test(
        "C4: where something is missing no connection succeeds, and the line is said",
        arguments: [
            ("mode: SIMPLE, credentialName: lost", "credentialName", ["Secret istio-system/lost"]),
            ("mode: MUTUAL, credentialName: lost", "credentialName", ["Secret istio-system/lost"]),
            ("mode: SIMPLE, caCertificates: /lost.pem", "caCertificates", ["/lost.pem"]),
            ("mode: MUTUAL, clientCertificate: /c.pem", "privateKey", ["privateKey"]),
            ("mode: ISTIO_MUTUAL", "mode", ["mode"]),
        ])
    func missing(tls: String, field: String, names: [String]) {
        let result = Self.cluster("tls: {\(tls)}")
        #expect(result.plan?.tls?.trust == .nothing)
        #expect(result.plan?.tls?.missingCredentials == names)
        let code = tls.contains("lost") && field == "credentialName" ? "IST0101" : "GH0211"
        #expect(result.findings == ["\(code) a spec.trafficPolicy.tls.\(field)"])
    }

    @Test("R3, C4: what is missing for a port or a subset is reported where it stands")
    func places() {
        let lost = "tls: {mode: SIMPLE, credentialName: lost}"
        let result = Self.cluster("portLevelSettings: [{port: {number: 80}, \(lost)}]")
        #expect(
            result.findings == ["IST0101 a spec.trafficPolicy.portLevelSettings[0].tls.credentialName"])
    }

    @Test("C5: a ServiceEntry's names serve where the DestinationRule has none")
    func serviceNames() {
        let entry = document(
            "ServiceEntry", "a",
            spec: """
                spec: {hosts: [a.default.svc.cluster.local], ports: [{number: 80, name: http, protocol: HTTP}], \
                resolution: STATIC, endpoints: [{address: 10.0.0.1}], subjectAltNames: [name]}
                """)
        #expect(
            Self.cluster("tls: {mode: SIMPLE}", service: entry).plan?.tls?.trust == .system(subjectAltNames: ["name"]))
        #expect(
            Self.cluster("tls: {mode: SIMPLE, subjectAltNames: [other]}", service: entry).plan?.tls?.trust
                == .system(subjectAltNames: ["other"]))
    }

    @Test("C1: ISTIO_MUTUAL shows the workload's certificate and sends the mesh's server name")
    func workload() {
        let options = TranslationOptions(
            workloadIdentity: WorkloadIdentityPaths(certificate: "/c.pem", privateKey: "/k.pem", authorities: "/ca.pem")
        )
        let tls = Self.cluster("tls: {mode: ISTIO_MUTUAL}", options: options).plan?.tls
        #expect(tls?.identity?.name == "/c.pem")
        #expect(tls?.trust == Self.peer("/ca.pem"))
        #expect(tls?.serverName == "outbound_.80_._.a.default.svc.cluster.local")
        #expect(tls?.checksServerName == false)
    }

    @Test(
        "C3: a Service port speaks HTTP/2 when its appProtocol or its name's prefix says so",
        arguments: [
            ("{name: http, port: 80}", ClusterPlan.UpstreamProtocol.http1), ("{name: http2, port: 80}", .http2),
            ("{name: http2-web, port: 80}", .http2), ("{name: grpc, port: 80}", .http2),
            ("{name: GRPC-x, port: 80}", .http2), ("{name: grpc-web, port: 80}", .http2),
            ("{name: grpc-web-x, port: 80}", .http2), ("{name: grpcx, port: 80}", .http1),
            ("{name: http, appProtocol: kubernetes.io/h2c, port: 80}", .http2),
            ("{name: http, appProtocol: grpc, port: 80}", .http2),
            ("{name: grpc, appProtocol: http, port: 80}", .http1),
            ("{name: https, port: 80}", .http1), ("{port: 80}", .http1),
        ])
    func serviceProtocol(port: String, spoken: ClusterPlan.UpstreamProtocol) {
        let given = document("Service", "a", spec: "spec: {ports: [\(port)]}")
        #expect(Self.cluster("loadBalancer: {simple: RANDOM}", service: given).plan?.upstreamProtocol == spoken)
    }

    @Test(
        "C3: a ServiceEntry port speaks what its protocol says",
        arguments: [
            ("HTTP", false), ("grpc", true), ("HTTP2", true), ("GRPC-WEB", true), ("HTTPS", false), ("TCP", false),
        ])
    func entryProtocol(name: String, isHTTP2: Bool) {
        let entry = document(
            "ServiceEntry", "a",
            spec: """
                spec: {hosts: [a.default.svc.cluster.local], ports: [{number: 80, name: grpc, protocol: \(name)}], \
                resolution: STATIC, endpoints: [{address: 10.0.0.1}]}
                """)
        let plan = Self.cluster("loadBalancer: {simple: RANDOM}", service: entry).plan
        #expect(plan?.upstreamProtocol == (isHTTP2 ? .http2 : .http1))
    }

    @Test(
        "connection pools choose the protocol and its limits",
        arguments: [
            ("http: {h2UpgradePolicy: UPGRADE}", ClusterPlan.UpstreamProtocol.http2),
            ("http: {h2UpgradePolicy: DO_NOT_UPGRADE}", .http1),
            ("http: {useClientProtocol: true}", .client),
            ("http: {useClientProtocol: true, h2UpgradePolicy: UPGRADE}", .client),
        ])
    func pools(pool: String, spoken: ClusterPlan.UpstreamProtocol) {
        let result = Self.cluster("connectionPool: {\(pool)}")
        #expect(result.plan?.upstreamProtocol == spoken)
        #expect(result.findings == [])
    }

    @Test("limits of streams and of idle TCP connections, where 0 means for ever")
    func limits() {
        let set = Self.cluster("connectionPool: {tcp: {idleTimeout: 30s}, http: {maxConcurrentStreams: 7}}")
        #expect((set.plan?.tcpIdleTimeout, set.plan?.maxConcurrentStreams) == (.seconds(30), 7))
        #expect(set.findings == [])
        let unlimited = Self.cluster("connectionPool: {tcp: {idleTimeout: 0s}, http: {maxConcurrentStreams: 0}}").plan
        #expect((unlimited?.tcpIdleTimeout, unlimited?.maxConcurrentStreams) == (.zero, Int(Int32.max)))
        let usual = Self.cluster("loadBalancer: {simple: RANDOM}").plan
        #expect((usual?.tcpIdleTimeout, usual?.maxConcurrentStreams) == (.seconds(3600), Int(Int32.max)))
    }

    @Test("an endpoint of the command line is spoken to in HTTP/1.1")
    func explicit() {
        let result = translate(
            gateway(servers: server("*")), virtualService("vs", rules: rule(to: "a")),
            options: TranslationOptions(endpoints: [
                ExplicitEndpoint(host: "a", port: 80, address: "127.0.0.1", endpointPort: 8080)
            ]))
        #expect(result.plan.clusters.first?.upstreamProtocol == .http1)
    }
}
