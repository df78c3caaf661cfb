import GatehouseObjects

/// Requests in somebody else's name: `kubectl --as`.
///
/// Nobody is known here but the one user. Such a request that was answered as that user's own would tell its sender that
/// somebody may do what nobody knows of, so it is refused, in the words that Kubernetes has for users who may not do that.
enum Impersonation {
    /// The fields that name somebody, and as what.
    private static let fields = [
        (name: "impersonate-user", group: "", plural: "users"),
        (name: "impersonate-group", group: "", plural: "groups"),
        (name: "impersonate-uid", group: Self.group, plural: "uids"),
    ]
    /// How the fields begin that say something else of somebody.
    private static let extra = "impersonate-extra-"
    private static let group = "authentication.k8s.io"

    /// Why a request is refused; nil for one that is in nobody else's name.
    static func refusal(of call: APICall) -> APIStatus? {
        for field in Self.fields {
            if let name = Self.name(field.name, in: call) { return Self.forbidden(name, field.group, field.plural) }
        }
        let extras = call.headers.keys.filter { $0.hasPrefix(Self.extra) }.sorted()
        for field in extras {
            guard let name = Self.name(field, in: call) else { continue }
            return Self.forbidden(name, Self.group, "userextras", part: "/\(field.dropFirst(Self.extra.count))")
        }
        return nil
    }

    /// Who is named by a field; an empty one names nobody.
    private static func name(_ field: String, in call: APICall) -> String? {
        call.headers[field]?.first { !$0.isEmpty }
    }

    private static func forbidden(
        _ name: String, _ group: String, _ plural: String, part: String = ""
    ) -> APIStatus {
        let resource = group.isEmpty ? plural : "\(plural).\(group)"
        return APIStatus(
            code: 403, reason: "Forbidden",
            message: "\(resource) \"\(name)\" is forbidden: User \"\(APIUser.name)\" cannot impersonate resource "
                + "\"\(plural)\(part)\" in API group \"\(group)\" at the cluster scope",
            subject: APIStatus.Subject(name: name, group: group, kind: plural))
    }
}
