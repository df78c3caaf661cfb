import GatehouseObjects

/// How objects are to be listed or watched.
struct ListOptions: Sendable {
    /// Which version of the list is wanted (`resourceVersionMatch`).
    enum Match: String, Sendable {
        case exact = "Exact"
        case notOlderThan = "NotOlderThan"
    }

    var selection: Selection
    /// How many objects at most; 0 for all.
    var limit: Int
    /// Where the list before this one ended.
    var continueToken: String?
    /// `resourceVersion`; nil for the newest, 0 for any.
    var revision: Int64?
    var match: Match?
    var isWatch: Bool
    var wantsBookmarks: Bool
    /// Whether a watch begins with all objects there are; nil for what it was before clients could say so.
    var sendsInitialEvents: Bool?
    /// After how many seconds a watch ends; nil for the server's choice.
    var timeout: Int?

    /// Reads a query.
    ///
    /// - Throws: 400 or 422 where options are not what they may be, or don't go together.
    init(_ query: QueryParameters, _ target: ObjectTarget) throws(APIStatus) {
        self.selection = try Selection(query, target.resource)
        if target.isWatch, let name = target.name {
            self.selection.fields.requirements.append(FieldSelector.Requirement("metadata.name", name))
        }
        self.limit = Int(clamping: try query.number("limit") ?? 0)
        self.continueToken = query.text("continue")
        self.revision = try query.number("resourceVersion")
        self.isWatch = target.isWatch || query.flag("watch") ?? false
        self.wantsBookmarks = query.flag("allowWatchBookmarks") ?? false
        self.sendsInitialEvents = query.flag("sendInitialEvents")
        self.timeout = try query.number("timeoutSeconds").map { Int(clamping: $0) }
        let match = query.text("resourceVersionMatch")
        self.match = match.flatMap(Match.init)
        let problems = self.problems(unknownMatch: self.match == nil ? match : nil)
        guard problems.isEmpty else { throw .invalidOptions("ListOptions", problems) }
    }

    private func problems(unknownMatch: String?) -> [APIStatus.Cause] {
        let field = "resourceVersionMatch"
        if let unknownMatch { return [.unsupported(field, unknownMatch, ["Exact", "NotOlderThan"])] }
        var problems: [APIStatus.Cause] = []
        if self.sendsInitialEvents != nil {
            if !self.isWatch {
                problems.append(.forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"))
            } else if self.match != .notOlderThan {
                problems.append(
                    .forbidden(field, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"))
            }
            return problems
        }
        guard let match = self.match else { return problems }
        if self.isWatch {
            problems.append(.forbidden(field, "\(field) is forbidden for watch unless sendInitialEvents is provided"))
        }
        if self.revision == nil {
            problems.append(.forbidden(field, "\(field) is forbidden unless resourceVersion is provided"))
        }
        if self.continueToken != nil {
            problems.append(.forbidden(field, "\(field) is forbidden when continue is provided"))
        }
        if match == .exact, self.revision == 0 {
            problems.append(.forbidden(field, "\(field) \"Exact\" is forbidden for resourceVersion \"0\""))
        }
        return problems
    }
}
