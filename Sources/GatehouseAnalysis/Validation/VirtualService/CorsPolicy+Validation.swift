import GatehouseModel

extension CorsPolicy {
    func validate(at: FieldValidator) {
        if !self.allowOrigin.isEmpty { at["allowOrigin"].deprecated(use: "allowOrigins") }
        for (index, origin) in self.allowOrigins.enumerated() { at["allowOrigins"][index].checkOrigin(origin) }
        for (index, method) in self.allowMethods.enumerated() where !Self.methods.contains(method) {
            at["allowMethods"][index].error("is \"\(method)\"; allowed are \"*\" and the standard methods in capitals")
        }
        for (index, name) in self.allowHeaders.enumerated() {
            at["allowHeaders"][index].error(is: HeaderNameSyntax.corsProblem(in: name))
        }
        for (index, name) in self.exposeHeaders.enumerated() {
            at["exposeHeaders"][index].error(is: HeaderNameSyntax.corsProblem(in: name))
        }
        self.validateMaxAge(at: at["maxAge"])
    }

    /// Access-Control-Max-Age counts seconds.
    private func validateMaxAge(at: FieldValidator) {
        guard let maxAge = self.maxAge else { return }
        if maxAge < .milliseconds(1) {
            at.error("is \(maxAge.seconds); a duration is at least 1ms")
        } else if maxAge.components.attoseconds != 0 {
            at.error("is \(maxAge.seconds); browsers count whole seconds here")
        }
    }

    private static let methods: Set<String> = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE", "*",
    ]
}

extension FieldValidator {
    fileprivate func checkOrigin(_ origin: StringMatch) {
        switch origin {
        case .exact(""), .prefix(""), .regex(""), .present:
            self.error("is empty; give the origin as `exact`, `prefix` or `regex`")
        case .exact, .prefix: break
        case .regex: self.checkRegex(of: origin)
        }
    }
}
