import GatehouseObjects

/// Failures that are about one object.
extension APIStatus {
    /// There is no such object.
    static func notFound(_ resource: APIResource, _ name: String) -> APIStatus {
        APIStatus(
            code: 404, reason: "NotFound", message: "\(resource.qualifiedName) \"\(name)\" not found",
            subject: Subject(resource, name))
    }

    /// There is such an object already.
    static func alreadyExists(_ resource: APIResource, _ name: String, isBeingDeleted: Bool = false) -> APIStatus {
        let beginning = isBeingDeleted ? "object is being deleted: " : ""
        return APIStatus(
            code: 409, reason: "AlreadyExists",
            message: "\(beginning)\(resource.qualifiedName) \"\(name)\" already exists",
            subject: Subject(resource, name))
    }

    /// The object is not as the client takes it to be.
    static func conflict(_ resource: APIResource, _ name: String, _ why: String) -> APIStatus {
        APIStatus(
            code: 409, reason: "Conflict",
            message: "Operation cannot be fulfilled on \(resource.qualifiedName) \"\(name)\": \(why)",
            subject: Subject(resource, name))
    }

    /// The object has another version than the client says.
    static func modified(_ resource: APIResource, _ name: String) -> APIStatus {
        .conflict(
            resource, name,
            "the object has been modified; please apply your changes to the latest version and try again")
    }

    /// Nobody may do this to the object.
    static func forbidden(_ resource: APIResource, _ name: String, _ why: String, causes: [Cause] = []) -> APIStatus {
        APIStatus(
            code: 403, reason: "Forbidden", message: "\(resource.qualifiedName) \"\(name)\" is forbidden: \(why)",
            subject: Subject(resource, name), causes: causes)
    }

    /// The object is not what an object of its kind may be.
    static func invalid(_ resource: APIResource, _ name: String, _ causes: [Cause]) -> APIStatus {
        let kind = resource.group.isEmpty ? resource.kind : "\(resource.kind).\(resource.group)"
        let causes = Cause.few(causes)
        return APIStatus(
            code: 422, reason: "Invalid", message: "\(kind) \"\(name)\" is invalid: \(Cause.list(causes))",
            subject: Subject(name: name, group: resource.group, kind: resource.kind), causes: causes)
    }
}

extension APIStatus.Subject {
    /// An object, by its kind's plural name.
    init(_ resource: APIResource, _ name: String) {
        self.init(name: name, group: resource.group, kind: resource.plural)
    }
}

extension APIResource {
    /// `services`, or `virtualservices.networking.istio.io`.
    var qualifiedName: String { self.group.isEmpty ? self.plural : "\(self.plural).\(self.group)" }
}
