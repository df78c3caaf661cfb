import GatehouseModel

/// The rules of a StringMatch (semantics M2 to M6).
extension FieldValidator {
    /// A match that has to say something: neither an empty prefix nor an empty expression.
    func checkMatch(_ match: StringMatch?) {
        if case .prefix("") = match {
            self["prefix"].error("is empty; to match any value write `{}`")
        }
        self.checkRegex(of: match)
    }

    /// The expression of a match, if it is one.
    func checkRegex(of match: StringMatch?) {
        guard case .regex(let pattern) = match else { return }
        self["regex"].error(is: RegularExpression.problem(in: pattern))
    }
}
