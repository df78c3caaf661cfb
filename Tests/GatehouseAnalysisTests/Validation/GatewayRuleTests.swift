import GatehouseAnalysis
import GatehouseModel
import Testing

private let base = Resource.edge(
    Gateway(
        servers: [
            Server(port: Port(number: 80, protocol: "HTTP", name: "http"), hosts: ["a.example.com"]),
            Server(
                port: Port(number: 443, protocol: "HTTPS", name: "https"), hosts: ["a.example.com"],
                tls: ServerTLSSettings(mode: .simple, credentialName: "a")),
        ], selector: ["istio": "ingressgateway"]))

private func rule(
    _ text: String, at field: String, code: String = "IST0106", broken: (inout Gateway) -> Void,
    fixed: (inout Gateway) -> Void = { _ in }
) -> RuleCase<Gateway> {
    RuleCase(text, at: field, code: code, of: base, broken: { broken(&$0.spec) }, fixed: { fixed(&$0.spec) })
}

/// A rule about the TLS settings of the second server.
private func tlsRule(
    _ text: String, at field: String, code: String = "IST0106", broken: ServerTLSSettings, fixed: ServerTLSSettings
) -> RuleCase<Gateway> {
    rule(
        text, at: "spec.servers[1].tls" + field, code: code, broken: { $0.servers[1].tls = broken },
        fixed: { $0.servers[1].tls = fixed })
}

@Suite("What a Gateway may say")
struct GatewayRuleTests {
    private static let servers: [RuleCase<Gateway>] = [
        rule("G15: there is a server", at: "spec.servers", broken: { $0.servers = [] }),
        rule("G15: a server has hosts", at: "spec.servers[0].hosts", broken: { $0.servers[0].hosts = [] }),
        rule(
            "G8: a host is fully qualified", at: "spec.servers[0].hosts[0]", broken: { $0.servers[0].hosts = ["a"] },
            fixed: { $0.servers[0].hosts = ["*"] }),
        rule(
            "G8: a wildcard stands for whole labels", at: "spec.servers[0].hosts[0]",
            broken: { $0.servers[0].hosts = ["*a.com"] }, fixed: { $0.servers[0].hosts = ["*.a.com"] }),
        rule(
            "G8: a host may be an IPv4 address", at: "spec.servers[0].hosts[0]",
            broken: { $0.servers[0].hosts = ["1.1.1.01"] }, fixed: { $0.servers[0].hosts = ["1.1.1.1"] }),
        rule(
            "G8: before the slash stands a namespace", at: "spec.servers[0].hosts[0]",
            broken: { $0.servers[0].hosts = ["a.b/a.com"] },
            fixed: { $0.servers[0].hosts = ["./a.com", "*/b.com", "a/*"] }),
        rule(
            "G8: neither half of a host is empty", at: "spec.servers[0].hosts[0]",
            broken: { $0.servers[0].hosts = ["/a.com"] }, fixed: { $0.servers[0].hosts = ["a/a.com"] }),
        rule("G15: a server has a port", at: "spec.servers[0].port", broken: { $0.servers[0].port = nil }),
        rule("G15: a port has a name", at: "spec.servers[0].port.name", broken: { $0.servers[0].port?.name = nil }),
        rule(
            "G15: names of ports are unique", at: "spec.servers[1].port.name",
            broken: { $0.servers[1].port?.name = "http" }),
        rule(
            "G4: targetPort has no effect", at: "spec.servers[0].port.targetPort",
            broken: { $0.servers[0].port?.targetPort = 8080 }, fixed: { $0.servers[0].port?.targetPort = 0 }),
        rule(
            "G4: a port is 1 to 65535", at: "spec.servers[0].port.number",
            broken: { $0.servers[0].port?.number = 65536 },
            fixed: { $0.servers[0].port?.number = 65535 }),
        rule(
            "G5: a Unix socket has no port", at: "spec.servers[0].bind", broken: { $0.servers[0].bind = "unix:///a" },
            fixed: {
                $0.servers[0].bind = "unix:///a"; $0.servers[0].port?.number = 0
            }),
        rule(
            "G5: a bind address is an IP", at: "spec.servers[0].bind", broken: { $0.servers[0].bind = "localhost" },
            fixed: { $0.servers[0].bind = "::1" }),
        rule(
            "G6: the protocol is known", at: "spec.servers[0].port.protocol",
            broken: { $0.servers[0].port?.protocol = "QUIC" },
            fixed: { $0.servers[0].port?.protocol = "grpc-web" }),
        rule("G6: HTTPS has tls", at: "spec.servers[1].tls", broken: { $0.servers[1].tls = nil }),
        rule(
            "G7: plaintext HTTP does not terminate TLS", at: "spec.servers[0].tls",
            broken: { $0.servers[0].tls = ServerTLSSettings(mode: .simple, credentialName: "a") },
            fixed: { $0.servers[0].tls = ServerTLSSettings(httpsRedirect: true) }),
        rule(
            "G7: TCP has no tls", at: "spec.servers[0].tls",
            broken: {
                $0.servers[0].port?.protocol = "TCP"; $0.servers[0].tls = ServerTLSSettings()
            },
            fixed: { $0.servers[0].port?.protocol = "TCP" }),
        rule(
            "T6: only plaintext HTTP redirects", at: "spec.servers[1].tls.httpsRedirect", code: "IST0133",
            broken: { $0.servers[1].tls?.httpsRedirect = true }, fixed: { $0.servers[1].tls?.httpsRedirect = false }),
    ]

    private static let pair = ServerTLSSettings.TLSCertificate(serverCertificate: "c", privateKey: "k")

    private static let tls: [RuleCase<Gateway>] = [
        tlsRule(
            "T1: SIMPLE needs a certificate", at: ".serverCertificate", broken: .init(mode: .simple, privateKey: "k"),
            fixed: .init(mode: .simple, serverCertificate: "c", privateKey: "k")),
        tlsRule(
            "T1: MUTUAL needs a CA", at: ".caCertificates",
            broken: .init(mode: .mutual, serverCertificate: "c", privateKey: "k"),
            fixed: .init(mode: .mutual, serverCertificate: "c", privateKey: "k", caCertificates: "ca")),
        tlsRule(
            "T1: ISTIO_MUTUAL names no files", at: ".privateKey", broken: .init(mode: .istioMutual, privateKey: "k"),
            fixed: .init(mode: .istioMutual)),
        tlsRule(
            "G15: certificates come from one place", at: "",
            broken: .init(mode: .simple, serverCertificate: "c", privateKey: "k", credentialName: "a"),
            fixed: .init(mode: .simple, privateKey: "k", credentialName: "a")),
        tlsRule(
            "T2: there are two Secrets at most", at: ".credentialNames",
            broken: .init(mode: .simple, credentialNames: ["a", "b", "c"]),
            fixed: .init(mode: .simple, credentialNames: ["a", "b"])),
        tlsRule(
            "T2: there are two certificates at most", at: ".tlsCertificates", code: "IST0133",
            broken: .init(mode: .simple, tlsCertificates: [pair, pair, pair]),
            fixed: .init(mode: .simple, tlsCertificates: [pair, pair])),
        tlsRule(
            "T2: each certificate has its key", at: ".tlsCertificates[1].privateKey",
            broken: .init(mode: .simple, tlsCertificates: [pair, .init(serverCertificate: "c")]),
            fixed: .init(mode: .simple, tlsCertificates: [pair, pair])),
        tlsRule(
            "T2: SIMPLE has nothing to revoke", at: ".caCrl",
            broken: .init(mode: .simple, serverCertificate: "c", privateKey: "k", caCrl: "l"),
            fixed: .init(mode: .mutual, serverCertificate: "c", privateKey: "k", caCertificates: "a", caCrl: "l")),
        tlsRule(
            "PASSTHROUGH uses no certificates", at: "", code: "IST0133",
            broken: .init(mode: .passthrough, credentialName: "a"), fixed: .init(mode: .passthrough)),
        tlsRule(
            "T4: TLS 1.1 needs ciphers", at: ".minProtocolVersion", code: "IST0133",
            broken: .init(mode: .simple, credentialName: "a", minProtocolVersion: .tlsV1_1),
            fixed: .init(mode: .simple, credentialName: "a", minProtocolVersion: .tlsV1_1, cipherSuites: ["AES128-SHA"])
        ),
        tlsRule(
            "T4: unknown ciphers are passed over", at: ".cipherSuites[0]", code: "IST0133",
            broken: .init(mode: .simple, credentialName: "a", cipherSuites: ["RC4-MD5"]),
            fixed: .init(mode: .simple, credentialName: "a", cipherSuites: ["ALL", "-SHA"])),
        tlsRule(
            "T4: repeated ciphers are passed over", at: ".cipherSuites[1]", code: "IST0133",
            broken: .init(mode: .simple, credentialName: "a", cipherSuites: ["AES128-SHA", "AES128-SHA"]),
            fixed: .init(mode: .simple, credentialName: "a", cipherSuites: ["AES128-SHA", "AES256-SHA"])),
    ]

    @Test("a broken rule is reported where it is broken, its neighbour is not", arguments: servers + tls)
    fileprivate func rules(_ rule: RuleCase<Gateway>) { rule.verify(AnyResource.gateway) }

    private static let metadata: [RuleCase<Gateway>] = [
        RuleCase(
            "a Gateway's name has no dots", at: "metadata.name", of: base, broken: { $0.metadata.name = "a.b" },
            fixed: { $0.metadata.name = "a-b" }),
        RuleCase("a name is lowercase", at: "metadata.name", of: base, broken: { $0.metadata.name = "Edge" }),
        RuleCase(
            "a dry run is for AuthorizationPolicies", at: "metadata.annotations[\"istio.io/dry-run\"]", of: base,
            broken: { $0.metadata.annotations = ["istio.io/dry-run": "true"] },
            fixed: { $0.metadata.annotations = ["example.com/dry-run": "true"] }),
    ]

    @Test("names and annotations are looked at", arguments: metadata)
    fileprivate func metadataRules(_ rule: RuleCase<Gateway>) { rule.verify(AnyResource.gateway) }
}
