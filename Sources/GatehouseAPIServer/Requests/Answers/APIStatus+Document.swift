import GatehouseObjects

extension APIStatus {
    /// The `Status` object that clients get.
    var document: JSON {
        var metadata: JSON = [:]
        if let token = self.continueToken { metadata["continue"] = .string(token) }
        var document: JSON = [
            "kind": "Status", "apiVersion": "v1", "metadata": metadata, "status": "Failure",
            "message": .string(self.message), "reason": .string(self.reason), "code": .integer(Int64(self.code)),
        ]
        document["details"] = self.details
        return document
    }

    private var details: JSON? {
        var details: [String: JSON] = [:]
        if let subject = self.subject {
            let members = [("name", subject.name), ("group", subject.group), ("kind", subject.kind)]
            for (name, value) in members where !value.isEmpty { details[name] = .string(value) }
        }
        if !self.causes.isEmpty { details["causes"] = .array(self.causes.map(\.json)) }
        if let seconds = self.retryAfterSeconds { details["retryAfterSeconds"] = .integer(Int64(seconds)) }
        return details.isEmpty && self.subject == nil ? nil : .object(details)
    }

    /// The answer to the request that failed.
    func reply(isPretty: Bool = false) -> APIReply {
        var reply = APIReply.json(self.document, status: self.code, isPretty: isPretty)
        if let seconds = self.retryAfterSeconds { reply.headers.append(("Retry-After", String(seconds))) }
        // RFC 9110 section 11.6.1.
        if self.code == 401 { reply.headers.append(("WWW-Authenticate", "Bearer")) }
        return reply
    }
}

extension APIStatus.Cause {
    fileprivate var json: JSON {
        var json: JSON = ["reason": .string(self.reason), "message": .string(self.message)]
        if !self.field.isEmpty { json["field"] = .string(self.field) }
        return json
    }
}
