/// One thing that is true of a resource, or is not, as Kubernetes' API conventions have it: who waits for a resource to
/// be served asks for these (`kubectl wait --for=condition=Programmed`).
public struct Condition: Hashable, Sendable {
    /// What is true or not. These types are this gateway's; those of other controllers on the same resource are not
    /// touched.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The resource is valid, and this gateway takes it on.
        case accepted = "Accepted"
        /// All of it is in effect in the data plane.
        case programmed = "Programmed"
        /// Another resource has what this one asks for.
        case conflicted = "Conflicted"
        /// Everything that it refers to is there and may be used.
        case referencesResolved = "ReferencesResolved"
    }

    /// Whether it is true.
    public enum Status: String, Hashable, Sendable {
        /// It is.
        case yes = "True"
        /// It is not.
        case no = "False"
        /// Nobody can tell.
        case unknown = "Unknown"
    }

    /// What is true or not; `type` in Kubernetes' words.
    public var kind: Kind
    /// Whether it is.
    public var status: Status
    /// Why, as one word.
    public var reason: ConditionReason
    /// Why, for people; at most `ConditionMessage.limit` bytes.
    public var message: String
    /// The generation of the resource that this is about; nil where no API server counts generations.
    public var observedGeneration: Int64?

    /// A condition.
    public init(
        _ kind: Kind, _ status: Status, _ reason: ConditionReason, _ message: String,
        observedGeneration: Int64? = nil
    ) {
        self.kind = kind
        self.status = status
        self.reason = reason
        self.message = message
        self.observedGeneration = observedGeneration
    }

    /// Whether something is not as its author wants it.
    public var isProblem: Bool { self.status != self.kind.wanted }
}

extension Condition.Kind {
    /// The status of a resource that all is well with.
    var wanted: Condition.Status { self == .conflicted ? .no : .yes }
}
