/// How many requests of one sort were answered so far.
public struct RequestCount: Hashable, Sendable {
    /// A sort of requests. There are some hundreds at most, whatever clients send: every part comes from the API and none
    /// from a request.
    public struct Sort: Hashable, Sendable {
        /// What was asked for.
        public var verb: RequestVerb
        /// The kind's group; empty for the core group, and for what is about no kind.
        public var group: String
        /// The kind's plural name; empty for what is about no kind that there is.
        public var resource: String
        /// The HTTP status of the answer.
        public var code: Int
    }

    /// Which requests.
    public var sort: Sort
    /// How many of them.
    public var count: Int
}

/// What a request asks for, as Kubernetes calls it in its own metrics of requests: where it says what users may do, an
/// `apply` is a `patch`.
public enum RequestVerb: String, Hashable, Sendable, CaseIterable {
    case get, list, watch, create, update, patch, apply, delete, deletecollection
    /// Anything else: methods that there are not, and methods other than GET where there is no kind.
    case other

    /// What a call to a path asks for; of a path that is about no kind, `get` or `other`.
    init(of call: APICall, _ target: ObjectTarget?) {
        let isNamed = target?.name != nil
        switch call.method {
        case "GET" where target == nil: self = .get
        case "GET":
            let isWatch =
                target?.isWatch == true || !isNamed && (try? QueryParameters(call.query))?.flag("watch") == true
            self = isWatch ? .watch : isNamed ? .get : .list
        case "POST" where target != nil: self = .create
        case "PUT" where target != nil: self = .update
        case "PATCH" where target != nil: self = RequestBody.type(of: call) == ObjectPatch.applyType ? .apply : .patch
        case "DELETE" where target != nil: self = isNamed ? .delete : .deletecollection
        default: self = .other
        }
    }
}
