import GatehousePlan
import GatehouseTestSupport

/// A certificate authority for the tests of a process, and what it has issued.
enum TestTLS {
    /// The one authority that everybody trusts.
    static let authority = Result { try TestCertificates.Authority() }
    /// Another, which nobody trusts unless a test says so.
    static let stranger = Result { try TestCertificates.Authority(name: "Stranger") }

    /// A certificate for servers.
    static func server(_ names: String..., kind: TestCertificates.Kind = .ecdsa) throws -> TestCertificates.Issued {
        try Self.authority.get().issue(names: names, kind: kind)
    }

    /// A certificate for clients.
    static func client(_ names: String...) throws -> TestCertificates.Issued {
        try Self.authority.get().issue(names: names, isClient: true)
    }

    /// The authority's certificate, PEM.
    static func root() throws -> String { try Self.authority.get().certificatePEM }
}

extension IdentityPlan {
    /// An identity with an issued certificate.
    init(_ issued: TestCertificates.Issued, name: String = "test") {
        self.init(
            name: name, certificateChain: SecretBytes(Array(issued.certificatePEM.utf8)),
            privateKey: SecretBytes(Array(issued.privateKeyPEM.utf8)))
    }
}

extension PeerCertificatePlan {
    /// Demands a certificate of this authority.
    init(_ authorityPEM: String, names: [String] = []) {
        self.init(name: "test-ca", authorities: SecretBytes(Array(authorityPEM.utf8)), subjectAltNames: names)
    }
}

extension Gateway {
    /// A chain that terminates TLS for `names` and serves `routes` on every one of `hosts`.
    static func chain(
        _ names: [String], _ tls: ServerTLSPlan, _ routes: [RoutePlan], hosts: [String] = ["*"]
    ) -> TLSChainPlan {
        TLSChainPlan(
            serverNames: names.map { HostPattern($0) }, protocolName: "HTTPS",
            content: .http(
                RouteTablePlan(
                    name: "https.443.\(names.first ?? "")",
                    virtualHosts: hosts.map {
                        VirtualHostPlan(name: "\($0):443", domain: HostPattern($0), routes: routes)
                    }), tls),
            origins: [self.origin])
    }

    /// A plan of one listener on port 443.
    static func plan(chains: [TLSChainPlan], clusters: [ClusterPlan] = []) -> GatewayPlan {
        GatewayPlan(
            listeners: [
                ListenerPlan(
                    port: 443, protocolName: "HTTPS", content: .tls(TLSListenerPlan(chains: chains)),
                    origins: [self.origin])
            ], clusters: clusters)
    }

    /// A plan of one listener on port 80 that relays bytes.
    static func plan(
        relayingTo route: ConnectionRoutePlan, _ spoken: ConnectionProtocol = .opaque, clusters: [ClusterPlan]
    ) -> GatewayPlan {
        GatewayPlan(
            listeners: [
                ListenerPlan(port: 80, protocolName: "TCP", content: .tcp(route, spoken), origins: [self.origin])
            ], clusters: clusters)
    }

    /// A route of connections to the one cluster.
    static var connectionRoute: ConnectionRoutePlan {
        ConnectionRoutePlan(
            destinations: [
                WeightedDestination(
                    host: "a.default.svc.cluster.local", port: 80, clusterName: self.clusterName,
                    cluster: ClusterID(0), weight: 1)
            ], origin: self.origin)
    }

    /// The one cluster, spoken to like this.
    static func cluster(
        speaking spoken: ClusterPlan.UpstreamProtocol, tls: ClientTLSPlan? = nil,
        _ change: (inout ClusterPlan) -> Void = { _ in }
    ) -> ClusterPlan {
        var cluster = self.cluster()
        cluster.upstreamProtocol = spoken
        cluster.tls = tls
        change(&cluster)
        return cluster
    }

    /// Routes that say who they are.
    static func direct(_ text: String) -> RoutePlan {
        RoutePlan(
            action: .directResponse(DirectResponseAction(status: 200, body: Array(text.utf8))), origin: self.origin)
    }
}
