import GatehouseModel

extension StatusBasis {
    /// The one condition of a resource that routes only lead to; nil where this gateway has nothing to say about it.
    /// Whether it is used here is not asked: what is found about it, is found because it is.
    func acceptance<Spec>(of resource: Resource<Spec>) -> Condition? {
        let found = self.findings(about: resource.key).filter(\.isOfTranslation)
        if found.isEmpty { return nil }
        if let refusal = self.refusal(of: resource.key) { return refusal }
        let sentences = ConditionMessage.text(found.map(\.sentence))
        if let error = found.first(where: { $0.level == .error }) {
            let isCredential = Self.credentialCodes.contains(error.code)
            return Condition(.accepted, .no, isCredential ? self.credentialReason(error) : .invalid, sentences)
        }
        let isWhole = !found.contains { $0.effect == .partDropped }
        return Condition(.accepted, .yes, isWhole ? .accepted : .partiallyInvalid, sentences)
    }
}

extension Diagnostic {
    /// Whether it was found while the gateway put the resource to use, and not while it was read.
    fileprivate var isOfTranslation: Bool {
        self.code.hasPrefix("GH02") || ["IST0101", "IST0161"].contains(self.code)
    }
}
