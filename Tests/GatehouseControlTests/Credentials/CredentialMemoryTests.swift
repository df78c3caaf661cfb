import Foundation
import GatehouseManifest
import GatehouseModel
import GatehousePlan
import GatehouseTestSupport
import GatehouseTLS
import GatehouseTranslation
import Testing

@testable import GatehouseControl

@Suite("Certificates between translation and the data plane", .overSockets) struct CredentialMemoryTests {
    private static let authority = Result { try TestCertificates.Authority() }
    private static let day = 86_400

    /// Translates and settles documents one after the other, as the loop does.
    private struct Settling {
        var memory = CredentialMemory()
        var now = Int(Date().timeIntervalSince1970)
        var files = CredentialFiles()

        mutating func settle(
            _ documents: String...
        ) -> (tls: ServerTLSPlan?, client: ClientTLSPlan?, findings: [Diagnostic], certificates: [CertificateStatus]) {
            let manifest = ManifestReader().read(
                bytes: Array(documents.joined(separator: "---\n").utf8), file: "given.yaml")
            let resources = ResourceSet(manifest.resources)
            let translation = Translation.translate(
                resources, files: self.files, options: TranslationOptions(gatewayNamespace: "default"))
            let settled = self.memory.settle(translation, of: resources, now: self.now)
            var tls: ServerTLSPlan?
            if case .tls(let listener) = settled.translation.plan.listeners.first?.content {
                tls = listener.chains[0].tls
            }
            return (
                tls, settled.translation.plan.clusters.compactMap(\.tls).first,
                settled.translation.diagnostics, settled.certificates
            )
        }
    }

    private static func gateway(_ tls: String = "mode: SIMPLE, credentialName: shop", host: String = "a.example")
        -> String
    {
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: gw}
        spec:
          servers:
          - port: {number: 443, name: https, protocol: HTTPS}
            hosts: ["\(host)"]
            tls: {\(tls)}

        """
    }

    private static func secret(_ data: [String: String], name: String = "shop") -> String {
        let lines = data.sorted { $0.key < $1.key }.map {
            "  \($0.key): \(Data($0.value.utf8).base64EncodedString())\n"
        }
        return "apiVersion: v1\nkind: Secret\nmetadata: {name: \(name)}\ndata:\n\(lines.joined())"
    }

    private static func secret(
        _ issued: TestCertificates.Issued, ca: String? = nil, name: String = "shop"
    ) -> String {
        var data = ["tls.crt": issued.certificatePEM, "tls.key": issued.privateKeyPEM]
        data["ca.crt"] = ca
        return self.secret(data, name: name)
    }

    private static func issue(
        _ names: [String] = ["a.example"], kind: TestCertificates.Kind = .ecdsa, days: Double = 90
    ) throws -> TestCertificates.Issued {
        try self.authority.get().issue(
            names: names, kind: kind, notBefore: .now - 100 * 86_400, notAfter: .now + days * 86_400)
    }

    @Test("a certificate that is in order is served, and nothing is said of it")
    func good() throws {
        var settling = Settling()
        let result = settling.settle(Self.gateway(), Self.secret(try Self.issue()))
        #expect(result.tls?.identities.map(\.name) == ["Secret default/shop"])
        #expect(result.findings == [])
        #expect(result.certificates.map(\.name) == ["Secret default/shop"])
        #expect(result.certificates.first?.facts.names == ["a.example"])
    }

    @Test("T3: a broken Secret fails its handshakes, which is said at the line that asks for it")
    func broken() throws {
        let one = try Self.issue()
        let other = try Self.issue()
        for (data, reason) in [
            (["tls.crt": "nonsense", "tls.key": one.privateKeyPEM], "holds no certificate in PEM"),
            (
                ["tls.crt": one.certificatePEM, "tls.key": other.privateKeyPEM],
                "has a key that does not belong to its certificate"
            ),
        ] {
            var settling = Settling()
            let result = settling.settle(Self.gateway(), Self.secret(data))
            #expect(result.tls?.identities == [])
            #expect(result.findings.map(\.code) == ["IST0161"])
            #expect(result.findings.first?.level == .error)
            #expect(result.findings.first?.field?.description == "spec.servers[0].tls.credentialName")
            #expect(result.findings.first?.location?.line == 8)
            #expect(
                result.findings.first?.message
                    == "Secret default/shop \(reason). TLS handshakes for a.example fail until it is replaced.")
        }
    }

    @Test("T3: what a deleted or broken Secret held stays in use; a good one takes its place")
    func lastGood() throws {
        var settling = Settling()
        let first = settling.settle(Self.gateway(), Self.secret(try Self.issue()))
        let deleted = settling.settle(Self.gateway())
        #expect(deleted.tls == first.tls)
        #expect(deleted.findings.map(\.code) == ["GH0223"])
        #expect(deleted.findings.first?.level == .warning)
        let broken = settling.settle(Self.gateway(), Self.secret(["tls.crt": "x", "tls.key": "x"]))
        #expect(broken.tls == first.tls)
        #expect(broken.findings.map(\.code) == ["GH0223"])
        #expect(broken.findings.first?.level == .error)
        let renewed = settling.settle(Self.gateway(), Self.secret(try Self.issue()))
        #expect(renewed.tls?.identities.count == 1)
        #expect(renewed.tls != first.tls)
        #expect(renewed.findings == [])
    }

    @Test("T3: another Secret's certificate is not put in the place of one that never was")
    func otherSecret() throws {
        var settling = Settling()
        _ = settling.settle(Self.gateway(), Self.secret(try Self.issue()))
        let other = settling.settle(
            Self.gateway("mode: SIMPLE, credentialName: lost"), Self.secret(try Self.issue()))
        #expect(other.tls?.identities == [])
        #expect(other.findings.map(\.code) == ["IST0101"])
    }

    @Test("T2, T3: authorities that are gone stay in use as well; without any, nobody is let in")
    func authorities() throws {
        let gateway = Self.gateway("mode: MUTUAL, credentialName: shop")
        let issued = try Self.issue()
        let ca = try Self.authority.get().certificatePEM
        var settling = Settling()
        let first = settling.settle(gateway, Self.secret(issued, ca: ca))
        guard case .required = first.tls?.clientCertificates else {
            Issue.record("no client certificate is required")
            return
        }
        #expect(first.findings == [])
        #expect(settling.settle(gateway, Self.secret(issued)).tls == first.tls)
        #expect(settling.settle(gateway, Self.secret(issued, ca: "nonsense")).tls == first.tls)
        var fresh = Settling()
        let broken = fresh.settle(gateway, Self.secret(issued, ca: "nonsense"))
        #expect(broken.tls?.identities == [])
        #expect(broken.findings.map(\.code) == ["IST0161"])
    }

    @Test("T2: of an RSA and an ECDSA certificate the one that can be used is used alone")
    func oneOfTwo() throws {
        let gateway = Self.gateway("mode: SIMPLE, credentialNames: [shop, ec]")
        var settling = Settling()
        let result = settling.settle(
            gateway, Self.secret(["tls.crt": "x", "tls.key": "x"]), Self.secret(try Self.issue(), name: "ec"))
        #expect(result.tls?.identities.map(\.name) == ["Secret default/ec"])
        #expect(result.findings.map(\.code) == ["IST0161"])
        #expect(result.findings.first?.field?.description == "spec.servers[0].tls.credentialNames[0]")
        let both = settling.settle(
            gateway, Self.secret(try Self.issue(kind: .rsa)), Self.secret(try Self.issue(), name: "ec"))
        #expect(both.tls?.identities.count == 2)
        let same = settling.settle(gateway, Self.secret(try Self.issue()), Self.secret(try Self.issue(), name: "ec"))
        #expect(same.tls?.identities.map(\.name) == ["Secret default/shop"])
        #expect(same.findings.map(\.code) == ["GH0225"])
    }

    @Test("T3: what is renewed is served, though another one of the same server is gone", arguments: [true, false])
    func renewedBesideGone(isDeleted: Bool) throws {
        let gateway = Self.gateway("mode: SIMPLE, credentialNames: [shop, ec]")
        var settling = Settling()
        let rsa = try Self.issue(kind: .rsa)
        let first = settling.settle(gateway, Self.secret(rsa), Self.secret(try Self.issue(), name: "ec"))
        let renewed = try Self.issue(kind: .rsa)
        let gone = isDeleted ? "" : Self.secret(["tls.crt": "x", "tls.key": "x"], name: "ec")
        let result = settling.settle(gateway, Self.secret(renewed), gone)
        #expect(result.tls?.identities.map(\.name) == ["Secret default/shop", "Secret default/ec"])
        #expect(result.tls?.identities.first?.privateKey.bytes == Array(renewed.privateKeyPEM.utf8))
        #expect(result.tls?.identities.last == first.tls?.identities.last)
        #expect(result.findings.map(\.code) == ["GH0223"])
    }

    @Test("T2, T3: certificate and demands are the new ones, though the authorities are from before")
    func renewedWithoutAuthorities() throws {
        let ca = try Self.authority.get().certificatePEM
        var settling = Settling()
        let first = settling.settle(
            Self.gateway("mode: OPTIONAL_MUTUAL, credentialName: shop"), Self.secret(try Self.issue(), ca: ca))
        let renewed = try Self.issue()
        let result = settling.settle(
            Self.gateway("mode: MUTUAL, credentialName: shop, subjectAltNames: [b]"), Self.secret(renewed))
        #expect(result.tls?.identities.map(\.privateKey.bytes) == [Array(renewed.privateKeyPEM.utf8)])
        guard case .required(let peer) = result.tls?.clientCertificates else {
            Issue.record("no client certificate is required")
            return
        }
        #expect(peer.subjectAltNames == ["b"])
        #expect(peer.authorities == first.tls?.clientCertificates.peer?.authorities)
        #expect(result.findings.map(\.code) == ["GH0223"])
    }

    @Test(
        "T3: certificates that end are spoken of in time, and shown all the same",
        arguments: [
            (-1.0, "GH0221", Diagnostic.Level.warning), (3, "GH0222", .warning), (20, "GH0222", .info),
        ])
    func expiry(days: Double, code: String, level: Diagnostic.Level) throws {
        var settling = Settling()
        let result = settling.settle(Self.gateway(), Self.secret(try Self.issue(days: days)))
        #expect(result.tls?.identities.count == 1)
        #expect(result.findings.map(\.code) == [code])
        #expect(result.findings.first?.level == level)
        #expect(result.findings.first?.location?.line == 8)
        settling.now -= 200 * Self.day
        let before = settling.settle(Self.gateway(), Self.secret(try Self.issue(days: days)))
        #expect(before.findings.first?.message.contains("is not valid before") == true)
    }

    @Test(
        "a certificate for other names is warned of",
        arguments: [
            ("a.example", ["*.example"], true), ("*.example", ["*.example"], true), ("*", ["a.example"], true),
            ("b.example", ["a.example"], false), ("*.example", ["a.example"], false),
            ("a.example", ["spiffe://cluster.local/ns/a/sa/b"], true),
        ])
    func names(host: String, certified: [String], isGood: Bool) throws {
        var settling = Settling()
        let result = settling.settle(Self.gateway(host: host), Self.secret(try Self.issue(certified)))
        #expect(result.findings.map(\.code) == (isGood ? [] : ["GH0224"]))
    }

    private static func upstream(_ tls: String, others: String = "") -> String {
        """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: gw}
        spec: {servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: vs}
        spec: {hosts: ["*"], gateways: [gw], http: [{route: [{destination: {host: a}}]}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: a}
        spec: {ports: [{name: http, port: 80}]}
        ---
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {name: a}
        spec:
          host: a
          trafficPolicy:
            tls: {\(tls)}
        \(others)
        """
    }

    @Test("C4, T3: what is shown to and trusted of services is settled in the same way")
    func clients() throws {
        let resources = Self.upstream("mode: MUTUAL, credentialName: shop")
        let issued = try Self.issue(["gateway"])
        let ca = try Self.authority.get().certificatePEM
        var settling = Settling()
        let first = settling.settle(resources, Self.secret(issued, ca: ca))
        #expect(first.client?.identity?.name == "Secret default/shop")
        #expect(first.findings == [])
        #expect(first.certificates.map(\.name) == ["Secret default/shop"])
        #expect(settling.settle(resources).client == first.client)
        var fresh = Settling()
        let broken = fresh.settle(resources, Self.secret(["tls.crt": "x", "tls.key": "x", "ca.crt": ca]))
        #expect(broken.client?.trust == .nothing)
        #expect(broken.findings.map(\.code) == ["GH0220"])
        #expect(broken.findings.first?.field?.description == "spec.trafficPolicy.tls.credentialName")
        #expect(
            broken.findings.first?.message.hasSuffix(
                "Connections to a.default.svc.cluster.local fail until it is replaced.") == true)
    }

    @Test(
        "C4, T3: what DestinationRules demand of services is what they say now, though the certificates are from before"
    )
    func clientDemands() throws {
        let issued = try Self.issue(["gateway"])
        let ca = try Self.authority.get().certificatePEM
        var settling = Settling()
        let first = settling.settle(
            Self.upstream("mode: MUTUAL, credentialName: shop"), Self.secret(issued, ca: ca)
        ).client
        let client = settling.settle(
            Self.upstream("mode: MUTUAL, credentialName: shop, sni: b, subjectAltNames: [c]")
        ).client
        #expect(client?.identity == first?.identity)
        #expect(client?.serverName == "b")
        guard case .authorities(let peer) = client?.trust, case .authorities(let former) = first?.trust else {
            Issue.record("\(String(describing: client))")
            return
        }
        #expect(peer.subjectAltNames == ["c"])
        #expect(peer.authorities == former.authorities)
    }

    @Test(
        "T2, T3: authorities of a Secret of their own stay in use when it goes, alone or with the other",
        arguments: [true, false])
    func separateAuthorities(goesAlone: Bool) throws {
        let gateway = Self.gateway("mode: MUTUAL, credentialName: shop")
        let shop = Self.secret(try Self.issue())
        let ca = try Self.authority.get().certificatePEM
        var settling = Settling()
        let first = settling.settle(gateway, shop, Self.secret(["ca.crt": ca], name: "shop-cacert"))
        #expect(first.tls?.clientCertificates.peer?.name == "Secret default/shop-cacert")
        for _ in 0..<2 {
            let kept = settling.settle(gateway, goesAlone ? shop : "")
            #expect(kept.tls == first.tls)
            #expect(Set(kept.findings.map(\.code)) == ["GH0223"])
            #expect(kept.findings.contains { $0.message.hasPrefix("Secret default/shop-cacert is gone") })
        }
        var fresh = Settling()
        #expect(fresh.settle(gateway, shop).tls?.identities == [])
    }

    @Test("T3: new authorities are trusted beside a broken certificate, and not those from before")
    func newAuthorities() throws {
        let other = try TestCertificates.Authority().certificatePEM
        let ca = try Self.authority.get().certificatePEM
        let gateway = Self.gateway("mode: MUTUAL, credentialName: shop")
        let issued = try Self.issue()
        let mismatched = Self.secret([
            "tls.crt": issued.certificatePEM, "tls.key": try Self.issue().privateKeyPEM, "ca.crt": other,
        ])
        var settling = Settling()
        _ = settling.settle(gateway, Self.secret(issued, ca: ca))
        let server = settling.settle(gateway, mismatched).tls
        #expect(server?.clientCertificates.peer?.authorities.bytes == Array(other.utf8))
        #expect(server?.identities.first?.privateKey.bytes == Array(issued.privateKeyPEM.utf8))
        var client = Settling()
        let upstream = Self.upstream("mode: MUTUAL, credentialName: shop")
        _ = client.settle(upstream, Self.secret(issued, ca: ca))
        guard case .authorities(let peer) = client.settle(upstream, mismatched).client?.trust else {
            Issue.record("nothing is trusted")
            return
        }
        #expect(peer.authorities.bytes == Array(other.utf8))
    }

    @Test("C4, T3: a renewed certificate is shown to services, though its authorities are from before")
    func clientRenewal() throws {
        let ca = try Self.authority.get().certificatePEM
        let upstream = Self.upstream("mode: MUTUAL, credentialName: shop")
        var settling = Settling()
        let first = settling.settle(upstream, Self.secret(try Self.issue(), ca: ca)).client
        let renewed = try Self.issue()
        let result = settling.settle(upstream, Self.secret(renewed))
        #expect(result.client?.identity?.privateKey.bytes == Array(renewed.privateKeyPEM.utf8))
        #expect(result.client?.trust == first?.trust)
        #expect(result.findings.map(\.code) == ["GH0223"])
    }

    @Test("T3: a Secret that only held authorities is no certificate from before")
    func otherRole() throws {
        let ca = try Self.authority.get().certificatePEM
        let authorities = Self.secret(["ca.crt": ca], name: "ca")
        var settling = Settling()
        _ = settling.settle(
            Self.gateway("mode: MUTUAL, credentialName: shop, caCertCredentialName: ca"), Self.secret(try Self.issue()),
            authorities)
        let result = settling.settle(Self.gateway("mode: MUTUAL, credentialName: ca"), authorities)
        #expect(result.tls?.identities == [])
        #expect(!result.findings.map(\.code).contains("GH0223"))
    }

    @Test("C4, T3: who shows no certificate to a service is not let down to do so when it is wanted and not there")
    func clientWithoutIdentity() throws {
        let ca = try Self.authority.get().certificatePEM
        var settling = Settling()
        let simple = settling.settle(
            Self.upstream("mode: SIMPLE, credentialName: shop"), Self.secret(["ca.crt": ca])
        ).client
        #expect(simple?.identity == nil && simple?.trust != .nothing)
        let mutual = settling.settle(
            Self.upstream("mode: MUTUAL, credentialName: shop"), Self.secret(["ca.crt": ca])
        ).client
        #expect(mutual?.trust == .nothing)
    }

    @Test("GH0220 is said of the DestinationRule that asks for the credential, not of an older one")
    func guiltyRule() throws {
        let older = """
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: older, creationTimestamp: "2020-01-01T00:00:00Z"}
            spec: {host: b, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}
            ---
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: same, creationTimestamp: "2020-01-01T00:00:00Z"}
            spec: {host: c, trafficPolicy: {tls: {mode: MUTUAL, credentialName: shop}}}

            """
        var settling = Settling()
        let ca = try Self.authority.get().certificatePEM
        let findings = settling.settle(
            Self.upstream("mode: MUTUAL, credentialName: shop", others: older),
            Self.secret(["tls.crt": "x", "tls.key": "x", "ca.crt": ca])
        ).findings
        let finding = try #require(findings.first { $0.code == "GH0220" })
        #expect(finding.resource?.name == "a")
        #expect(finding.field?.description == "spec.trafficPolicy.tls.credentialName")
    }

    @Test("T3: a file that is gone or half written leaves its last good certificate in use")
    func files() throws {
        let gateway = Self.gateway("mode: SIMPLE, serverCertificate: /c.pem, privateKey: /k.pem")
        let issued = try Self.issue()
        func content(_ text: String) -> CredentialFiles.Content { .bytes(SecretBytes(Array(text.utf8))) }
        var settling = Settling()
        settling.files = CredentialFiles([
            "/c.pem": content(issued.certificatePEM), "/k.pem": content(issued.privateKeyPEM),
        ])
        let first = settling.settle(gateway)
        #expect(first.tls?.identities.map(\.name) == ["/c.pem"])
        for broken: CredentialFiles.Content in [content(""), .unreadable("no such file or directory")] {
            settling.files.contents["/k.pem"] = broken
            let kept = settling.settle(gateway)
            #expect(kept.tls == first.tls)
            #expect(kept.findings.map(\.code) == ["GH0223"])
        }
    }
}
