/// Why an object could not be applied.
public enum ApplyError: Error, Hashable, Sendable {
    /// A field that another manager owns and that would get another value.
    public struct Conflict: Hashable, Sendable {
        /// The manager, as it is named in messages: `"kubectl-edit" using apps/v1`.
        public var manager: String
        /// The field: `.spec.hosts`.
        public var field: String

        /// A conflict.
        public init(manager: String, field: String) {
            self.manager = manager
            self.field = field
        }
    }

    /// Fields have other owners, and the request does not force it.
    case conflicts([Conflict])
    /// It cannot be applied to anything.
    case invalid(String)

    /// What Kubernetes answers: 409 with a cause for each conflict, or 400.
    public var status: APIStatus {
        switch self {
        case .invalid(let message): return APIStatus(code: 400, reason: "BadRequest", message: message)
        case .conflicts(let conflicts):
            let causes = conflicts.map {
                APIStatus.Cause(
                    reason: "FieldManagerConflict", message: "conflict with \($0.manager)", field: $0.field)
            }
            return APIStatus(code: 409, reason: "Conflict", message: Self.message(conflicts), causes: causes)
        }
    }

    private static func message(_ conflicts: [Conflict]) -> String {
        if conflicts.count == 1, let conflict = conflicts.first {
            return "Apply failed with 1 conflict: conflict with \(conflict.manager): \(conflict.field)"
        }
        let byManager = Dictionary(grouping: conflicts, by: \.manager).sorted { $0.key.precedesInUTF8($1.key) }
        let lines = byManager.flatMap { manager, conflicts in
            ["conflicts with \(manager):"] + conflicts.map { "- \($0.field)" }
        }
        return "Apply failed with \(conflicts.count) conflicts: \(lines.joined(separator: "\n"))"
    }
}
