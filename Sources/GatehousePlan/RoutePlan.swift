/// One route of a virtual host: a condition and what to do with the requests that meet it.
///
/// A rule of a VirtualService with several `match` entries becomes as many routes, in order.
public struct RoutePlan: Hashable, Sendable {
    /// As the access log names it (semantics M11); nil when unnamed.
    public var name: String?
    /// Which requests take the route.
    public var condition: RouteCondition
    /// What happens to them.
    public var action: RouteAction
    /// What else is applied on the way.
    public var policy: RoutePolicy
    /// The rule, `VirtualService ns/name spec.http[0]`.
    public var origin: Origin
    /// The match entry's path in `origin`'s resource, `spec.http[0].match[1]`; nil for a rule without matches.
    public var matchPath: String?
    /// The rule that delegates to `origin` (semantics D1), down to its match entry where `origin` has none; nil for a rule
    /// that stands in its own VirtualService.
    public var delegatedBy: Origin?

    /// A route.
    public init(
        name: String? = nil, condition: RouteCondition = RouteCondition(), action: RouteAction,
        policy: RoutePolicy = RoutePolicy(), origin: Origin, matchPath: String? = nil, delegatedBy: Origin? = nil
    ) {
        self.name = name
        self.condition = condition
        self.action = action
        self.policy = policy
        self.origin = origin
        self.matchPath = matchPath
        self.delegatedBy = delegatedBy
    }
}

/// What a request must have to take a route; every part must hold, absent parts always do.
public struct RouteCondition: Hashable, Sendable {
    /// A condition on the normalised path, query excluded.
    public var path: PathCondition?
    /// Conditions on the method, case-sensitive.
    public var method: StringCondition?
    /// A condition on the scheme, `http` or `https`.
    public var scheme: StringCondition?
    /// A condition on the authority as sent, port included, case kept (semantics M6).
    public var authority: StringCondition?
    /// Conditions on header fields.
    public var headers: [HeaderCondition]
    /// Conditions on query parameters.
    public var queryParameters: [QueryCondition]

    /// A condition; the default one always holds.
    public init(
        path: PathCondition? = nil, method: StringCondition? = nil, scheme: StringCondition? = nil,
        authority: StringCondition? = nil, headers: [HeaderCondition] = [], queryParameters: [QueryCondition] = []
    ) {
        self.path = path
        self.method = method
        self.scheme = scheme
        self.authority = authority
        self.headers = headers
        self.queryParameters = queryParameters
    }
}

/// A condition on a request's path.
public struct PathCondition: Hashable, Sendable {
    /// How the path is compared.
    public enum Pattern: Hashable, Sendable {
        /// The whole path.
        case exact(String)
        /// A raw string prefix: `/foo` holds for `/foobar` (semantics M2).
        case prefix(String)
        /// An RE2 expression for the whole path.
        case regex(String)
    }

    /// How the path is compared.
    public var pattern: Pattern
    /// Whether ASCII case is ignored; never with `.regex`.
    public var ignoresCase: Bool

    /// A path condition.
    public init(_ pattern: Pattern, ignoresCase: Bool = false) {
        self.pattern = pattern
        self.ignoresCase = ignoresCase
    }
}

/// A condition on a value, case-sensitive.
public enum StringCondition: Hashable, Sendable {
    /// The whole value.
    case exact(String)
    /// The value's beginning.
    case prefix(String)
    /// An RE2 expression for the whole value.
    case regex(String)
    /// There is a value.
    case present
}

/// A condition on a header; repeated fields are joined with `,` before comparing (semantics M3).
public struct HeaderCondition: Hashable, Sendable {
    /// The lowercase name.
    public var name: String
    /// The condition on the value.
    public var value: StringCondition
    /// `withoutHeaders`: the condition holds when `value` does not; a missing header counts as an empty string
    /// (semantics M4), save with `.present`, which then asks for absence.
    public var isInverted: Bool

    /// A header condition.
    public init(name: String, value: StringCondition, isInverted: Bool = false) {
        self.name = name
        self.value = value
        self.isInverted = isInverted
    }
}

/// A condition on the first occurrence of a query parameter (semantics M5).
public struct QueryCondition: Hashable, Sendable {
    /// The parameter's name.
    public var name: String
    /// The condition on the value.
    public var value: StringCondition

    /// A query condition.
    public init(name: String, value: StringCondition) {
        self.name = name
        self.value = value
    }
}
