import GatehouseModel

extension Headers {
    /// Requests may have their authority set; everything else that names `host` or begins with `:` is refused.
    func validate(at: FieldValidator) {
        self.request?.validate(at: at["request"], nameProblem: HeaderNameSyntax.requestChangeProblem)
        self.response?.validate(at: at["response"], nameProblem: HeaderNameSyntax.changeProblem)
    }
}

extension Headers.HeaderOperations {
    fileprivate func validate(at: FieldValidator, nameProblem: (String) -> String?) {
        for (field, headers) in [("set", self.set), ("add", self.add)] {
            for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
                let at = at[field][name]
                if let problem = nameProblem(name) { at.error("has a name that is \(problem)") }
                at.error(is: HeaderValueSyntax.problem(in: value))
            }
        }
        for (index, name) in self.remove.enumerated() {
            at["remove"][index].error(is: HeaderNameSyntax.changeProblem(in: name))
        }
    }
}
