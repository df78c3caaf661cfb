import GatehouseObjects

/// How objects are to be deleted.
struct DeleteOptions: Sendable {
    /// Whether it is only tried out.
    var isDryRun = false
    /// The `uid` that the object must have; nil for any.
    var uid: String?
    /// The `resourceVersion` that the object must have; nil for any.
    var resourceVersion: String?
    /// What becomes of what the object owns; nil for what its finalizers ask for, and in the background without any.
    var policy: PropagationPolicy?
    /// Whether the policy was given in the old way, by `orphanDependents`.
    var isOldPolicy = false

    /// Those of a deletion of which nothing else was said.
    init(policy: PropagationPolicy? = nil) { self.policy = policy }

    /// Reads options from the body where there is one, and else from the query: as in Kubernetes, what the query says does
    /// not count beside a body.
    ///
    /// - Throws: 400 or 422 where they are not what they may be.
    init(_ query: QueryParameters, _ body: JSON?) throws(APIStatus) {
        var query = query
        if let body {
            query = QueryParameters()
            guard body.object != nil else { throw .badRequest("the body of a deletion must be a DeleteOptions object") }
            if let kind = body["kind"], kind != "DeleteOptions" {
                throw .badRequest("the body of a deletion must be of kind DeleteOptions")
            }
        }
        let dryRun = try Self.dryRun(query, body)
        self.isDryRun = !dryRun.isEmpty
        var problems = dryRun.filter { $0 != "All" }.map { APIStatus.Cause.unsupported("dryRun", $0, ["All"]) }

        problems += try self.readPolicy(query, body)
        // There is nothing that takes its time to go away, so the seconds have no effect; nonsense is still refused.
        _ = try query.number("gracePeriodSeconds")
        if let seconds = body?["gracePeriodSeconds"], seconds != .null {
            guard let seconds = seconds.integer, seconds >= -1 else {
                throw .badRequest("gracePeriodSeconds must be a whole number of zero or more")
            }
        }
        self.uid = query.text("uid")
        self.resourceVersion = query.text("resourceVersion")
        if let preconditions = body?["preconditions"], preconditions != .null {
            guard preconditions.object != nil else { throw .badRequest("preconditions must be an object") }
            self.uid = try Self.text("uid", preconditions)
            self.resourceVersion = try Self.text("resourceVersion", preconditions)
        }
        guard problems.isEmpty else { throw .invalidOptions("DeleteOptions", problems) }
    }

    private mutating func readPolicy(
        _ query: QueryParameters, _ body: JSON?
    ) throws(APIStatus) -> [APIStatus.Cause] {
        var orphans = query.flag("orphanDependents")
        if let value = body?["orphanDependents"], value != .null {
            guard let flag = value.bool else { throw .badRequest("orphanDependents must be true or false") }
            orphans = flag
        }
        guard let text = try Self.text("propagationPolicy", body) ?? query.text("propagationPolicy") else {
            self.policy = orphans.map { $0 ? .orphan : .background }
            self.isOldPolicy = orphans != nil
            return []
        }
        self.policy = PropagationPolicy(rawValue: text)
        if orphans != nil {
            return [.invalid("propagationPolicy", text, "orphanDependents and deletionPropagation cannot be both set")]
        }
        let policies = PropagationPolicy.allCases.map(\.rawValue)
        return self.policy == nil ? [.unsupported("propagationPolicy", text, policies)] : []
    }

    private static func dryRun(_ query: QueryParameters, _ body: JSON?) throws(APIStatus) -> [String] {
        guard let value = body?["dryRun"], value != .null else { return query.text("dryRun").map { [$0] } ?? [] }
        guard let elements = value.array, elements.allSatisfy({ $0.string != nil }) else {
            throw .badRequest("dryRun must be a list of texts")
        }
        return elements.compactMap(\.string)
    }

    private static func text(_ name: String, _ json: JSON?) throws(APIStatus) -> String? {
        guard let value = json?[name], value != .null else { return nil }
        guard let text = value.string else { throw .badRequest("\(name) must be a text") }
        return text
    }

    /// Refuses objects that are not those that are meant.
    ///
    /// - Throws: 409.
    func check(_ object: StoredObject, _ resource: APIResource) throws(APIStatus) {
        let metadata = object.json["metadata"]
        if let uid = self.uid, metadata?["uid"]?.string != uid {
            throw .conflict(
                resource, object.key.name,
                "Precondition failed: UID in precondition: \(uid), UID in object meta: "
                    + (metadata?["uid"]?.string ?? ""))
        }
        if let version = self.resourceVersion, version != String(object.revision) {
            throw .conflict(
                resource, object.key.name,
                "Precondition failed: ResourceVersion in precondition: \(version), ResourceVersion in object meta: "
                    + String(object.revision))
        }
    }
}
