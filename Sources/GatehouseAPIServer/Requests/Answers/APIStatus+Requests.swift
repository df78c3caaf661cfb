import GatehouseObjects

/// Failures of requests as such, whatever they are about.
extension APIStatus {
    /// What was asked for makes no sense.
    static func badRequest(_ message: String) -> APIStatus {
        APIStatus(code: 400, reason: "BadRequest", message: message)
    }

    /// There is no such token.
    static let unauthorized = APIStatus(code: 401, reason: "Unauthorized", message: "Unauthorized")

    /// There is nothing at this path.
    static let noResource = APIStatus(
        code: 404, reason: "NotFound", message: "the server could not find the requested resource",
        subject: Subject())

    /// There is something at this path that has no such method.
    static let methodNotAllowed = APIStatus(
        code: 405, reason: "MethodNotAllowed",
        message: "the server does not allow this method on the requested resource", subject: Subject())

    /// The client takes none of the forms that there are.
    static func notAcceptable(_ forms: [String]) -> APIStatus {
        APIStatus(
            code: 406, reason: "NotAcceptable",
            message: "only the following media types are accepted: \(forms.joined(separator: ", "))")
    }

    /// The body is in a form that is not read.
    static func unsupportedMediaType(accepted: [String]) -> APIStatus {
        APIStatus(
            code: 415, reason: "UnsupportedMediaType",
            message: "the body of the request was in an unknown format - accepted media types include: "
                + accepted.joined(separator: ", "))
    }

    /// The body, or the object that it would make, is too large.
    static func tooLarge(limit: Int) -> APIStatus {
        APIStatus(
            code: 413, reason: "RequestEntityTooLarge", message: "Request entity too large: limit is \(limit)")
    }

    /// There are too many requests of this sort already.
    static let tooManyRequests = APIStatus(
        code: 429, reason: "TooManyRequests", message: "Too many requests, please try again later.",
        subject: Subject(), retryAfterSeconds: 1)

    /// Something failed that is not the client's fault.
    static func internalError(_ error: any Error) -> APIStatus {
        APIStatus(
            code: 500, reason: "InternalError", message: "Internal error occurred: \(error)",
            causes: [Cause(reason: "", message: String(describing: error), field: "")])
    }

    /// Options of a request are not what they may be.
    ///
    /// - Parameter kind: `ListOptions` and its like.
    static func invalidOptions(_ kind: String, _ causes: [Cause]) -> APIStatus {
        let message = "\(kind).meta.k8s.io \"\" is invalid: \(Cause.list(causes))"
        return APIStatus(
            code: 422, reason: "Invalid", message: message, subject: Subject(group: "meta.k8s.io", kind: kind),
            causes: causes)
    }
}

extension APIStatus.Cause {
    /// How many things are said to be wrong with one object. Among many more of them nobody would find the first, and an
    /// answer should not be a hundred times as large as its request.
    static let most = 100

    /// The first of many causes, and how many more there are.
    static func few(_ causes: [APIStatus.Cause]) -> [APIStatus.Cause] {
        guard causes.count > Self.most else { return causes }
        let rest = APIStatus.Cause(
            reason: "FieldValueInvalid", message: "and \(causes.count - Self.most) more things are wrong", field: "")
        return causes.prefix(Self.most) + [rest]
    }

    /// The causes as one text.
    static func list(_ causes: [APIStatus.Cause]) -> String {
        let texts = causes.map { $0.field.isEmpty ? $0.message : "\($0.field): \($0.message)" }
        return texts.count == 1 ? texts.joined() : "[\(texts.joined(separator: ", "))]"
    }

    /// A value that a field can't have.
    static func invalid(_ field: String, _ value: String, _ why: String) -> APIStatus.Cause {
        .invalid(field, value: .string(value), why)
    }

    /// A value of any type that a field can't have.
    static func invalid(_ field: String, value: JSON, _ why: String) -> APIStatus.Cause {
        let text = String(decoding: value.bytes, as: UTF8.self)
        return APIStatus.Cause(reason: "FieldValueInvalid", message: "Invalid value: \(text): \(why)", field: field)
    }

    /// A field that has to be there.
    static func required(_ field: String, _ why: String = "") -> APIStatus.Cause {
        APIStatus.Cause(
            reason: "FieldValueRequired", message: why.isEmpty ? "Required value" : "Required value: \(why)",
            field: field)
    }

    /// A field that can't be there, or can't be changed.
    static func forbidden(_ field: String, _ why: String) -> APIStatus.Cause {
        APIStatus.Cause(reason: "FieldValueForbidden", message: "Forbidden: \(why)", field: field)
    }

    /// A value that is none of those there are.
    static func unsupported(_ field: String, _ value: String, _ supported: [String]) -> APIStatus.Cause {
        let quoted = ([value] + supported).map { String(decoding: JSON.string($0).bytes, as: UTF8.self) }
        return APIStatus.Cause(
            reason: "FieldValueNotSupported",
            message: "Unsupported value: \(quoted.prefix(1).joined()): supported values: "
                + quoted.dropFirst().joined(separator: ", "),
            field: field)
    }

    /// A value that is there twice.
    static func duplicate(_ field: String, _ value: String) -> APIStatus.Cause {
        let quoted = String(decoding: JSON.string(value).bytes, as: UTF8.self)
        return APIStatus.Cause(
            reason: "FieldValueDuplicate", message: "Duplicate value: \(quoted)", field: field)
    }

    /// A list that is too long.
    static func tooMany(_ field: String, _ limit: Int) -> APIStatus.Cause {
        APIStatus.Cause(
            reason: "FieldValueTooMany", message: "Too many: must have at most \(limit) items", field: field)
    }

    /// A value that is too long.
    static func tooLong(_ field: String, _ limit: Int) -> APIStatus.Cause {
        APIStatus.Cause(
            reason: "FieldValueTooLong", message: "Too long: may not be more than \(limit) bytes", field: field)
    }
}
