import GatehouseModel

extension HTTPRoute {
    func validate(at: FieldValidator, isDelegate: Bool) {
        self.validateActions(at: at, isDelegate: isDelegate)
        for (index, match) in self.match.enumerated() { match.validate(at: at["match"][index]) }

        self.headers?.validate(at: at["headers"])
        self.validateAuthority(at: at)
        self.corsPolicy?.validate(at: at["corsPolicy"])
        self.fault?.validate(at: at["fault"])
        self.validateMirrors(at: at)
        self.redirect?.validate(at: at["redirect"], matches: self.match)
        self.directResponse?.validate(at: at["directResponse"])
        self.retries?.validate(at: at["retries"])
        self.rewrite?.validate(at: at["rewrite"])
        self.validateDestinations(at: at["route"])
        at["timeout"].checkDuration(self.timeout)
    }

    /// Which actions go together.
    private func validateActions(at: FieldValidator, isDelegate: Bool) {
        if self.delegate != nil {
            if isDelegate {
                at["delegate"].error("is set, but this VirtualService is itself a delegate; there is one level only")
            } else {
                return self.validateRoot(at: at)
            }
        }
        if self.redirect != nil {
            self.refuse(at: at, beside: "redirect")
            if self.directResponse != nil { at["directResponse"].error("can't stand beside `redirect`; keep one") }
        } else if self.directResponse != nil {
            self.refuse(at: at, beside: "directResponse")
        } else if self.route.isEmpty {
            at.error("does nothing; one of `route`, `redirect`, `directResponse` and `delegate` is needed")
        }
        if self.mirror != nil && !self.mirrors.isEmpty { at["mirrors"].error("can't stand beside `mirror`; keep one") }
    }

    /// A rule that delegates leaves the rest to its delegate.
    private func validateRoot(at: FieldValidator) {
        if self.redirect != nil { at["redirect"].error("can't stand beside `delegate`; move it to the delegate") }
        if !self.route.isEmpty { at["route"].error("can't stand beside `delegate`; move it to the delegate") }
    }

    private func refuse(at: FieldValidator, beside action: String) {
        if !self.route.isEmpty { at["route"].error("can't stand beside `\(action)`; keep one") }
        if self.fault != nil { at["fault"].error("can't stand beside `\(action)`; keep one") }
        if self.rewrite != nil { at["rewrite"].error("can't stand beside `\(action)`; keep one") }
    }

    /// The authority is rewritten in one place at most: what would win is not obvious.
    private func validateAuthority(at: FieldValidator) {
        var first = (self.rewrite?.authority).flatMap { $0.isEmpty ? nil : "rewrite.authority" }
        let request = self.headers?.request
        for (field, headers) in [("set", request?.set ?? [:]), ("add", request?.add ?? [:])] {
            for (name, value) in headers.sorted(by: { $0.key < $1.key }) where HeaderNameSyntax.isAuthority(name) {
                if let first {
                    at["headers"]["request"][field][name].error("sets the authority, as `\(first)` does; keep one")
                } else if !value.isEmpty {
                    first = "headers.request.\(field)"
                }
            }
        }
    }
}
