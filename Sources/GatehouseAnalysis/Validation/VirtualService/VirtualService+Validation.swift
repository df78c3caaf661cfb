import GatehouseModel

extension VirtualService {
    /// A VirtualService without hosts only has routes for others to delegate to (semantics D1).
    var isDelegate: Bool { self.hosts.isEmpty }

    /// Whether gateways are named and the mesh's sidecars are not among them.
    var isForGatewaysOnly: Bool { !self.gateways.isEmpty && !self.gateways.contains("mesh") }

    func validate(at: FieldValidator, namespace: String) {
        if self.isDelegate { self.validateDelegate(at: at) }
        at["gateways"].checkGatewayNames(self.gateways)
        self.validateHosts(at: at["hosts"])
        at["exportTo"].checkExportTo(self.exportTo, namespace: namespace)

        if self.http.isEmpty && self.tls.isEmpty && self.tcp.isEmpty {
            at.error("has no routes; at least one of `http`, `tls` and `tcp` is needed")
        }
        for (index, route) in self.http.enumerated() {
            route.validate(at: at["http"][index], isDelegate: self.isDelegate)
            if !self.isForGatewaysOnly { route.refuseClaims(at: at["http"][index]) }
        }
        for (index, route) in self.tls.enumerated() { route.validate(at: at["tls"][index], in: self) }
        for (index, route) in self.tcp.enumerated() { route.validate(at: at["tcp"][index]) }

        MatchCoverage.check(self.http, at: at["http"])
        MatchCoverage.check(self.tcp, at: at["tcp"])
        MatchCoverage.check(self.tls, at: at["tls"])
    }

    private func validateDelegate(at: FieldValidator) {
        let reason = "a VirtualService without hosts is a delegate and"
        if !self.gateways.isEmpty { at["gateways"].error("is set, but \(reason) takes its gateways from the root") }
        if !self.tls.isEmpty { at["tls"].error("is set, but \(reason) can only have http routes") }
        if !self.tcp.isEmpty { at["tcp"].error("is set, but \(reason) can only have http routes") }
    }
}

extension HTTPRoute {
    /// Claims are known only where a gateway validated a token (semantics M9).
    fileprivate func refuseClaims(at: FieldValidator) {
        for (index, match) in self.match.enumerated() {
            let at = at["match"][index]
            for (field, headers) in [("headers", match.headers), ("withoutHeaders", match.withoutHeaders)] {
                for name in headers.keys.sorted() where HeaderNameSyntax.isClaim(name) {
                    at[field][name].error(
                        "matches a JWT claim, which works at a gateway only; name one in `spec.gateways`, without mesh")
                }
            }
        }
    }
}
