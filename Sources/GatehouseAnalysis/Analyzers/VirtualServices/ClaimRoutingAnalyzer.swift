import GatehouseModel

/// Matches on claims of tokens that nobody checks (IST0149): they never match.
enum ClaimRoutingAnalyzer {
    private static let names = ["@request.auth.claims.", "@request.auth.claims["]

    @Sendable static func diagnostics(_ configuration: AnalyzedConfiguration) -> [Diagnostic] {
        configuration.resources.virtualServices.flatMap { resource -> [Diagnostic] in
            guard let path = Self.claim(in: resource.spec) else { return [] }
            let names = configuration.names(of: resource.metadata.namespace)
            return resource.spec.gateways.compactMap { written -> Diagnostic? in
                guard let gateway = configuration.gateways[names.gateway(written)] else { return nil }
                let workloads = configuration.workloads.of(gateway)
                let unchecked = workloads.contains { workload in
                    // Their selectors are not read: one that is there is taken to be for the workload.
                    !configuration.unread.contains {
                        $0.kind == "RequestAuthentication"
                            && [configuration.gateway.rootNamespace, workload.namespace].contains($0.namespace)
                    }
                }
                let name = gateway.key.name(from: resource.metadata.namespace)
                if unchecked {
                    return resource.diagnostic(
                        "IST0149", .error, .none, at: path,
                        "The match is on a claim of a token, and no RequestAuthentication has the tokens of requests at"
                            + " Gateway \(name) checked: it never holds.")
                }
                guard workloads.contains(where: \.isThisGateway) else { return nil }
                return resource.diagnostic(
                    "GH0204", .warning, .none, at: path,
                    "The match is on a claim of a token. This gateway checks no tokens, whatever RequestAuthentications say:"
                        + " at Gateway \(name) it never holds.")
            }
        }
    }

    /// The first match on a claim.
    private static func claim(in spec: VirtualService) -> FieldPath? {
        for (index, rule) in spec.http.enumerated() {
            for (position, match) in rule.match.enumerated() {
                for (field, headers) in [("headers", match.headers), ("withoutHeaders", match.withoutHeaders)] {
                    let claims = headers.keys.filter { name in self.names.contains { name.hasPrefix($0) } }
                    if let name = claims.min() { return .spec["http"][index]["match"][position][field][name] }
                }
            }
        }
        return nil
    }
}
