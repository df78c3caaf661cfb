import GatehousePlan

@testable import GatehouseRouting

extension IdentityPlan {
    /// An identity of this name, whose bytes are the name as well.
    static func named(_ name: String) -> IdentityPlan {
        IdentityPlan(
            name: name, certificateChain: SecretBytes(Array(name.utf8)), privateKey: SecretBytes(Array(name.utf8)))
    }
}

extension ServerTLSPlan {
    /// One identity and no demands.
    static func showing(_ name: String, clients: ClientCertificates = .none) -> ServerTLSPlan {
        ServerTLSPlan(identities: [.named(name)], clientCertificates: clients)
    }
}

extension ConnectionRoutePlan {
    /// Forwards to clusters of these names and weights; `a` is the one that exists.
    static func to(_ names: [(String, Int)] = [("a", 1)]) -> ConnectionRoutePlan {
        ConnectionRoutePlan(
            destinations: names.map { name, weight in
                WeightedDestination(
                    host: name, port: 80, clusterName: "outbound|80||\(name)",
                    cluster: name == "a" ? ClusterID(0) : nil, weight: weight)
            }, origin: .rule("spec.tcp[0]"), matchPath: "spec.tcp[0].match[0]")
    }
}

extension TLSChainPlan {
    /// A chain for these names, the first of which names its Gateway server.
    static func chain(_ names: String..., content: Content) -> TLSChainPlan {
        TLSChainPlan(
            serverNames: names.map { HostPattern($0) }, protocolName: "HTTPS", content: content,
            origins: [
                Origin(kind: "Gateway", namespace: "default", name: names[0], path: "spec.servers[0]")
            ])
    }

    /// A chain that terminates TLS in front of virtual hosts for the same names, each of which answers with its name.
    static func terminating(_ names: String..., tls: ServerTLSPlan) -> TLSChainPlan {
        let hosts = names.map { VirtualHostPlan.host($0, [.to($0)]) }
        return TLSChainPlan(
            serverNames: names.map { HostPattern($0) }, protocolName: "HTTPS",
            content: .http(RouteTablePlan(name: "https.443.\(names[0])", virtualHosts: hosts), tls),
            origins: [
                Origin(kind: "Gateway", namespace: "default", name: names[0], path: "spec.servers[0]")
            ])
    }
}

extension GatewayPlan {
    /// One listener on port 443 with this content and a cluster `outbound|80||a`.
    static func secure(_ content: ListenerPlan.Content, protocolName: String = "HTTPS") -> GatewayPlan {
        var plan = GatewayPlan.serving([])
        plan.listeners[0].port = 443
        plan.listeners[0].protocolName = protocolName
        plan.listeners[0].content = content
        return plan
    }

    /// One listener on port 443 with these chains.
    static func chains(_ chains: TLSChainPlan...) -> GatewayPlan { .secure(.tls(TLSListenerPlan(chains: chains))) }
}
