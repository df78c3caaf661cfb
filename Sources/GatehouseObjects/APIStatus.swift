/// Why a request to the API failed: what a Kubernetes `Status` says.
public struct APIStatus: Error, Hashable, Sendable {
    /// One thing that is wrong with an object.
    public struct Cause: Hashable, Sendable {
        /// `FieldValueInvalid`, `FieldValueRequired` and their like.
        public var reason: String
        /// What is wrong.
        public var message: String
        /// The field's path, such as `spec.hosts[0]`.
        public var field: String

        /// A cause.
        public init(reason: String, message: String, field: String) {
            self.reason = reason
            self.message = message
            self.field = field
        }
    }

    /// What the request was about.
    public struct Subject: Hashable, Sendable {
        /// The object's name.
        public var name: String
        /// Its group.
        public var group: String
        /// Its plural name or kind, as Kubernetes does in the case at hand.
        public var kind: String

        /// A subject.
        public init(name: String = "", group: String = "", kind: String = "") {
            self.name = name
            self.group = group
            self.kind = kind
        }
    }

    /// The HTTP status.
    public var code: Int
    /// `NotFound`, `AlreadyExists`, `Conflict`, `Invalid` and their like.
    public var reason: String
    /// For people.
    public var message: String
    /// What it is about.
    public var subject: Subject?
    /// What is wrong in particular.
    public var causes: [Cause]
    /// After how many seconds it may be tried again; nil where that would not help, or nobody knows.
    public var retryAfterSeconds: Int?
    /// How to go on with a list that can't be read on as it was; nil for all other failures.
    public var continueToken: String?

    /// A status.
    public init(
        code: Int, reason: String, message: String, subject: Subject? = nil, causes: [Cause] = [],
        retryAfterSeconds: Int? = nil, continueToken: String? = nil
    ) {
        self.code = code
        self.reason = reason
        self.message = message
        self.subject = subject
        self.causes = causes
        self.retryAfterSeconds = retryAfterSeconds
        self.continueToken = continueToken
    }
}
