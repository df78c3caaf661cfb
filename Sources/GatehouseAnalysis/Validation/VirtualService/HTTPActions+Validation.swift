import GatehouseModel

extension HTTPRedirect {
    func validate(at: FieldValidator, matches: [HTTPMatchRequest]) {
        let hasURI = self.uri?.isEmpty == false
        let hasPrefix = self.prefixRewrite?.isEmpty == false
        if hasURI && hasPrefix { at["prefixRewrite"].error("can't stand beside `uri`; keep one") }
        if hasPrefix { self.validatePrefixRewrite(at: at["prefixRewrite"], matches: matches) }

        if !hasURI && !hasPrefix && (self.authority ?? "").isEmpty && (self.scheme ?? "").isEmpty && self.port == nil
            && self.derivePort == nil
        {
            at.error("leads back to where the request was; give a `uri`, `authority`, `scheme` or `port`")
        }
        if let code = self.redirectCode, code != 0, !(300...399).contains(code) {
            at["redirectCode"].error("is \(code); a redirect has one of 301, 302, 303, 307 and 308")
        }
        if let scheme = self.scheme, !["", "http", "https"].contains(scheme) {
            at["scheme"].error("is \"\(scheme)\"; a redirect's scheme is http or https")
        }
        at["port"].checkPortUnlessZero(self.port)
    }

    /// What a prefix is replaced by means nothing to a match that has none.
    private func validatePrefixRewrite(at: FieldValidator, matches: [HTTPMatchRequest]) {
        for (index, match) in matches.enumerated() {
            guard let uri = match.uri else { continue }
            if case .prefix = uri { continue }
            return at.error("needs matches by prefix, and the `uri` of `match[\(index)]` is none; use `uri` instead")
        }
    }
}

extension HTTPDirectResponse {
    /// The largest body: 1 MiB, as in Istio. Every worker holds it in memory.
    private static let maximumBody = 1 << 20
    /// The largest body that passes without a warning.
    private static let largeBody = 100 << 10

    func validate(at: FieldValidator) {
        if let status = self.status {
            at["status"].checkResponseStatus(status)
        } else {
            at["status"].error("is missing; say which HTTP status to answer with")
        }
        let size = self.body?.string?.utf8.count ?? self.body?.bytes?.count ?? 0
        if size > Self.maximumBody {
            at["body"].error("has \(size) bytes; a direct response has at most 1 MiB")
        } else if size > Self.largeBody {
            at["body"].warning("has \(size) bytes; serve more than 100 KiB from an upstream")
        }
    }
}

extension HTTPRewrite {
    func validate(at: FieldValidator) {
        let hasURI = self.uri?.isEmpty == false
        if hasURI && self.uriRegexRewrite != nil { at["uriRegexRewrite"].error("can't stand beside `uri`; keep one") }
        if !hasURI && self.uriRegexRewrite == nil && (self.authority ?? "").isEmpty {
            at.error("changes nothing; give a `uri`, `uriRegexRewrite` or `authority`")
        }
        self.uriRegexRewrite?.validate(at: at["uriRegexRewrite"])
    }
}

extension RegexRewrite {
    fileprivate func validate(at: FieldValidator) {
        if (self.rewrite ?? "").isEmpty { at["rewrite"].error("is missing; say what replaces the matched text") }
        at["match"].error(is: RegularExpression.problem(in: self.match ?? ""))
    }
}
