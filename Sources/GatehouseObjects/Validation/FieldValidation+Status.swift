extension FieldValidation {
    /// Why a write of the object fails; nil where its fields are good enough. Unknown ones are no failure.
    ///
    /// Kubernetes' own kinds can't be read with values of other types, which is a bad request; Istio's can, and are
    /// invalid.
    ///
    /// - Parameters:
    ///   - version: The version that the object is written in, such as `v1`.
    ///   - name: The object's name.
    ///   - isPartial: Whether fields that have to be there may be elsewhere: in an applied configuration, others may have
    ///     set them.
    public func failure(
        of resource: APIResource, version: String, name: String, isPartial: Bool = false
    ) -> APIStatus? {
        if resource.isKubernetesOwn, let problem = self.problems.first(where: \.isUnreadable) {
            return self.badRequest(resource, version, problem.decodingMessage(of: resource.kind))
        }
        let problems = self.problems.filter { $0.kind != .unknown && !(isPartial && $0.kind == .missing) }
        if problems.isEmpty { return nil }
        let texts = problems.map { $0.path.isEmpty ? $0.message : "\($0.path): \($0.message)" }
        let list = texts.count == 1 ? texts.joined() : "[\(texts.joined(separator: ", "))]"
        let kind = resource.group.isEmpty ? resource.kind : "\(resource.kind).\(resource.group)"
        return APIStatus(
            code: 422, reason: "Invalid", message: "\(kind) \"\(name)\" is invalid: \(list)",
            subject: APIStatus.Subject(name: name, group: resource.group, kind: resource.kind),
            causes: problems.map(\.cause))
    }

    private func badRequest(_ resource: APIResource, _ version: String, _ message: String) -> APIStatus {
        APIStatus(
            code: 400, reason: "BadRequest",
            message:
                "\(resource.kind) in version \"\(version)\" cannot be handled as a \(resource.kind): \(message)")
    }
}

extension FieldProblem {
    /// Whether the field can't even be read.
    fileprivate var isUnreadable: Bool {
        switch self.kind {
        case .wrongType, .malformed: true
        case .unknown, .unsupported, .missing: false
        }
    }

    /// What Go's reader says of such fields, without the places in lists.
    fileprivate func decodingMessage(of kind: String) -> String {
        var path = ""
        var isInIndex = false
        for character in self.path {
            if character == "[" { isInIndex = true }
            if !isInIndex { path.append(character) }
            if character == "]" { isInIndex = false }
        }
        let field = "Go struct field \(kind).\(path)"
        switch self.kind {
        case .wrongType(let found, let wanted):
            return "json: cannot unmarshal \(Self.goName(found)) into \(field) of type \(wanted)"
        case .malformed(_, "byte"): return "illegal base64 data in \(self.path)"
        case .malformed(let value, _): return "parsing time \"\(value)\" as RFC 3339 in \(self.path)"
        case .unknown, .unsupported, .missing: return self.message
        }
    }

    private static func goName(_ type: String) -> String {
        switch type {
        case "boolean": "bool"
        case "integer": "number"
        default: type
        }
    }
}
