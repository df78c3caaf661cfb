import GatehouseModel
import GatehouseRouting
import GatehouseTestSupport
import Testing

@testable import GatehouseControl

@Suite("Conditions of Gateways", .overSockets) struct GatewayConditionTests {
    typealias D = Documents

    @Test("one that is served says where it listens")
    func served() throws {
        var given = Given(D.gateway(servers: D.server(), D.server("b.example", port: 8080)))
        given.addresses = ListenerAddresses(address: "127.0.0.77", portMap: [80: 10080])
        let status = try #require(given.status("Gateway gw"))
        #expect(
            status.lines == [
                "Accepted=True Accepted", "Programmed=True Programmed", "Conflicted=False NoConflicts",
                "ReferencesResolved=True ReferencesResolved",
            ])
        #expect(
            status[.programmed]?.message == "Listening on 127.0.0.77:10080 (HTTP), 127.0.0.77:8080 (HTTP).")
        #expect(!status.conditions.contains { $0.isProblem })
    }

    @Test("G1: one for other gateways has no status, and neither has what is bound to it")
    func otherGateway() {
        let given = Given(D.gateway(selector: "istio: edge", servers: D.server()), D.virtualService(), D.service)
        #expect(given.statuses.isEmpty)
    }

    @Test(
        "a socket that can't be opened is named with the system's reason",
        arguments: [
            ("bind: Address already in use) (errno: 98)", "AddressInUse"),
            ("Permission denied", "PermissionDenied"),
            ("Cannot assign requested address", "AddressNotAvailable"),
            ("Too many open files", "ListenFailed"),
        ])
    func closedSocket(reason: String, word: String) throws {
        let given = Given(
            D.gateway(servers: D.server(), D.server("b.example", port: 8080)), D.virtualService(), D.service,
            failures: [ListenerFailure(bind: nil, port: 80, message: reason)])
        let condition = try #require(given.status("Gateway gw")?[.programmed])
        #expect(condition.status == .no)
        #expect(condition.reason.rawValue == word)
        #expect(condition.message.hasPrefix("port 80 on 0.0.0.0 cannot be bound: "))
        #expect(condition.message.hasSuffix("Listening on 0.0.0.0:8080 (HTTP)."))
        let ofRoutes = try #require(given.status("VirtualService vs")?[.programmed])
        #expect(ofRoutes.reason == .gatewayNotProgrammed)
        #expect(ofRoutes.message.hasPrefix("port 80 on 0.0.0.0 cannot be bound: "))
    }

    @Test("G10: a port that belongs to another protocol is a conflict that names its owner")
    func protocolConflict() throws {
        let given = Given(
            D.gateway("a", servers: D.server("*")),
            D.gateway("z", servers: D.server("*", protocol: "TCP"), D.server("*", port: 8080)))
        let status = try #require(given.status("Gateway z"))
        #expect(
            status.lines == [
                "Accepted=True Accepted", "Programmed=False Conflicted", "Conflicted=True ProtocolConflict",
                "ReferencesResolved=True ReferencesResolved",
            ])
        let message = try #require(status[.conflicted]?.message)
        #expect(message.hasPrefix("spec.servers[0]: Port 80 belongs to Gateway default/a spec.servers[0]"))
        #expect(status[.programmed]?.message.hasSuffix("Listening on 0.0.0.0:8080 (HTTP).") == true)
        #expect(given.lines("Gateway a")?.contains("Conflicted=False NoConflicts") == true)
    }

    @Test("G11: a host whose certificate is another Gateway's is a conflict, the server's other hosts are served")
    func hostConflict() throws {
        let secret = D.resource(
            "Secret", "shop", metadata: "namespace: istio-system", spec: "stringData: {tls.crt: C, tls.key: K}")
        let given = Given(
            D.gateway("a", servers: D.tlsServer()),
            D.gateway(
                "z",
                servers:
                    "{port: {number: 443, name: s, protocol: HTTPS}, hosts: [a.example, b.example],"
                    + " tls: {mode: SIMPLE, credentialName: shop}}"), secret)
        let status = try #require(given.status("Gateway z"))
        #expect(status[.conflicted]?.reason == .hostConflict)
        #expect(
            status[.conflicted]?.message.contains("TLS for a.example on port 443 belongs to Gateway default/a") == true)
        let owned = Given(D.gateway("a", servers: D.tlsServer()), D.gateway("z", servers: D.tlsServer()), secret)
        #expect(owned.lines("Gateway z")?.contains("Programmed=False Conflicted") == true)
    }

    @Test("L1: a port without routes stays closed")
    func withoutRoutes() throws {
        let status = try #require(
            Given(D.gateway(servers: D.server("*", port: 31400, protocol: "TCP"))).status("Gateway gw"))
        #expect(status.lines.prefix(2) == ["Accepted=True Accepted", "Programmed=False NoRoutes"])
        #expect(status[.programmed]?.message.contains("port 31400 stays closed") == true)
    }

    @Test(
        "T1: certificates that are not to be had are missing references, and handshakes fail",
        arguments: [
            ("shop", "", "CredentialNotFound"),
            ("shop", "tls.crt: C", "InvalidCredential"),
            ("other/shop", "tls.crt: C, tls.key: K", "RefNotPermitted"),
            ("istio-system/shop", "tls.crt: C", "InvalidCredential"),
            ("sds://shop", "tls.crt: C, tls.key: K", "InvalidCredential"),
        ])
    func credentials(name: String, data: String, reason: String) throws {
        let secret = D.resource(
            "Secret", "shop", metadata: "namespace: istio-system", spec: "stringData: {\(data)}")
        let given = Given(D.gateway(servers: D.tlsServer(credential: "\"\(name)\"")), data.isEmpty ? "" : secret)
        let status = try #require(given.status("Gateway gw"))
        #expect(status[.referencesResolved]?.status == .no)
        #expect(status[.referencesResolved]?.reason.rawValue == reason)
        #expect(status[.referencesResolved]?.message.hasPrefix("spec.servers[0].tls.credentialName: ") == true)
        #expect(status[.programmed]?.reason == .noCertificate)
        #expect(status[.accepted]?.status == .yes)
    }

    @Test("a certificate that can't be used is a broken reference")
    func brokenCertificate() throws {
        let secret = D.resource(
            "Secret", "shop", metadata: "namespace: istio-system", spec: "stringData: {tls.crt: broken, tls.key: K}")
        let status = try #require(Given(D.gateway(servers: D.tlsServer()), secret).status("Gateway gw"))
        #expect(status[.referencesResolved]?.reason == .invalidCertificate)
        #expect(status[.programmed]?.reason == .noCertificate)
    }

    @Test("G4: a Gateway whose Services lack its port is not accepted; with another port it is in part")
    func servicePort() throws {
        let service = D.resource(
            "Service", "edge", metadata: "namespace: istio-system",
            spec: "spec: {selector: {istio: ingressgateway}, ports: [{port: 80, name: h, targetPort: 8080}]}")
        let metadata =
            "namespace: istio-system, annotations: {internal.istio.io/gateway-service: edge.istio-system.svc.cluster.local}"
        let whole = Given(D.gateway(metadata: metadata, servers: D.server(port: 81)), service)
        #expect(
            whole.lines("Gateway gw")?.prefix(2) == ["Accepted=False NoServicePort", "Programmed=False NoServicePort"])
        let part = Given(D.gateway(metadata: metadata, servers: D.server(), D.server(port: 81)), service)
        #expect(
            part.lines("Gateway gw")?.prefix(2) == ["Accepted=True PartiallyInvalid", "Programmed=False NoServicePort"])
        #expect(
            part.status("Gateway gw")?[.programmed]?.message
                == "spec.servers[1]: None of the Services that the Gateway names has its port."
                + " Listening on 0.0.0.0:8080 (HTTP).")
    }

    @Test("a version that validation refuses is not accepted, and its last good version serves on")
    func refused() throws {
        let good = D.gateway(metadata: "generation: 3", servers: D.server())
        let bad = D.gateway(
            metadata: "generation: 4", servers: "{port: {number: 0, name: h, protocol: HTTP}, hosts: []}")
        let given = Given([good], then: [bad])
        let status = try #require(given.status("Gateway gw"))
        #expect(status[.accepted]?.reason == .invalid)
        #expect(status[.accepted]?.message.contains("spec.servers[0]") == true)
        #expect(status[.programmed]?.status == .yes)
        #expect(status.observedGeneration == 4)
    }

    @Test("what never was valid is not accepted either, and the newest version of it is spoken of")
    func neverValid() throws {
        let bad = D.virtualService(metadata: "generation: 2", hosts: "[]")
        let status = try #require(Given(bad).status("VirtualService vs"))
        #expect(status.lines == ["Accepted=False Invalid"])
        #expect(status.observedGeneration == 2)
    }
}
