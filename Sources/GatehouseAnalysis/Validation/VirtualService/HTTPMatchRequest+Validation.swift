import GatehouseModel

extension HTTPMatchRequest {
    func validate(at: FieldValidator) {
        // A path may have an empty prefix, which is every path; the others may not.
        at["uri"].checkRegex(of: self.uri)
        at["scheme"].checkMatch(self.scheme)
        at["method"].checkMatch(self.method)
        at["authority"].checkMatch(self.authority)
        for (name, match) in self.headers.sorted(by: { $0.key < $1.key }) {
            at["headers"][name].checkHeader(name, match)
        }
        for (name, match) in self.withoutHeaders.sorted(by: { $0.key < $1.key }) {
            // Here, and only here, "*" is not an expression but stands for presence.
            at["withoutHeaders"][name].checkHeader(name, match == .regex("*") ? .present : match)
        }
        for (name, match) in self.queryParams.sorted(by: { $0.key < $1.key }) {
            at["queryParams"][name].checkMatch(match)
        }
        at["port"].checkPortUnlessZero(self.port)
        at["sourceLabels"].checkLabels(self.sourceLabels)
        at["gateways"].checkGatewayNames(self.gateways)
        if let namespace = self.sourceNamespace, !namespace.isEmpty, !DNSLabel.isValid(namespace) {
            at["sourceNamespace"].error("is \"\(namespace)\"; the name of a namespace is \(DNSLabel.rule)")
        }
    }
}

extension FieldValidator {
    fileprivate func checkHeader(_ name: String, _ match: StringMatch) {
        if let problem = HeaderNameSyntax.matchProblem(in: name) { self.error("has a name that is \(problem)") }
        self.checkMatch(match)
    }
}
