import GatehouseModel
import GatehouseObjects

/// Questions that clients ask of themselves, in the form of objects that they create.
extension ObjectRequest {
    /// Answers a question. Nothing is stored.
    ///
    /// - Throws: 404 for paths of single objects, which there are none of, 405 for everything but creations, 400 or 422 for
    ///   questions that make no sense.
    func review() throws(APIStatus) -> APIReply {
        guard self.target.name == nil, !self.target.isWatch else { throw .noResource }
        guard self.call.method == "POST" else { throw .methodNotAllowed }
        let options = try WriteOptions(self.query, "CreateOptions")
        let presentation = try self.presentation()
        let document = try RequestBody.object(of: self.call, yaml: self.service.yaml)
        try self.checkAddress(of: document.value, name: nil)
        var (object, warnings) = try self.checked(document, name: "", options.strictness)
        let problems = self.problems(in: object)
        guard problems.isEmpty else { throw .invalid(self.resource, "", problems) }
        object["status"] = try self.verdict(on: object)
        object["metadata"] = ["creationTimestamp": .string(TimestampText.text(self.now))]
        return self.answer(presentation.one(object), status: 201, warnings: warnings)
    }

    private func problems(in object: JSON) -> [APIStatus.Cause] {
        let isAccessReview = self.resource == .selfSubjectAccessReviews
        var problems = isAccessReview ? Self.problems(inAccess: object["spec"] ?? [:]) : []
        // What Go's clients send that say nothing.
        let metadata = (object["metadata"]?.object ?? [:]).filter { !$0.value.isNothing && $0.key != "managedFields" }
        if self.resource != .selfSubjectReviews, !metadata.isEmpty {
            problems.append(.invalid("metadata", "", "must be empty"))
        }
        return problems
    }

    private static func problems(inAccess spec: JSON) -> [APIStatus.Cause] {
        switch (spec["resourceAttributes"], spec["nonResourceAttributes"]) {
        case (.some, .some):
            [
                .invalid(
                    "spec.nonResourceAttributes", "", "cannot be specified in combination with resourceAttributes")
            ]
        case (nil, nil):
            [
                .invalid(
                    "spec.resourceAttributes", "",
                    "exactly one of nonResourceAttributes or resourceAttributes must be specified")
            ]
        default: []
        }
    }

    private func verdict(on object: JSON) throws(APIStatus) -> JSON {
        switch self.resource {
        case .selfSubjectAccessReviews: return ["allowed": true]
        case .selfSubjectRulesReviews:
            guard object["spec"]?["namespace"]?.string?.isEmpty == false else {
                throw .badRequest("no namespace on request")
            }
            return [
                "resourceRules": [["verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]]],
                "nonResourceRules": [["verbs": ["*"], "nonResourceURLs": ["*"]]],
                "incomplete": false,
            ]
        default: return ["userInfo": APIUser.info]
        }
    }
}

extension JSON {
    /// Whether it stands for nothing: null, an empty text, no elements or members.
    fileprivate var isNothing: Bool { self == .null || self == "" || self == [] || self == [:] }
}
