public import GatehouseModel

/// What this gateway has to say about one resource, for its `status` (Istio's `IstioStatus`).
public struct ResourceStatus: Hashable, Sendable {
    /// The resource.
    public var key: ResourceKey
    /// Tells it from others of its name; nil where no API server gave one.
    public var uid: String?
    /// The generation that was looked at; nil where no API server counts generations.
    public var observedGeneration: Int64?
    /// The conditions, in the order of `Condition.Kind`, each at most once.
    public var conditions: [Condition]
    /// The findings about it by their codes, the worst first; at most `ValidationMessage.limit`.
    public var validationMessages: [ValidationMessage]

    /// A status. The conditions are about the generation that it names.
    public init(
        key: ResourceKey, uid: String? = nil, observedGeneration: Int64? = nil, conditions: [Condition],
        validationMessages: [ValidationMessage] = []
    ) {
        self.key = key
        self.uid = uid
        self.observedGeneration = observedGeneration
        self.conditions = conditions.map { condition in
            var condition = condition
            condition.observedGeneration = observedGeneration
            return condition
        }
        self.validationMessages = validationMessages
    }

    /// The condition of a kind; nil for none.
    public subscript(kind: Condition.Kind) -> Condition? { self.conditions.first { $0.kind == kind } }
}

/// The kind of a finding, as `validationMessages` of Istio's resources list them (`AnalysisMessageBase`): the code, not
/// the words, which the conditions have.
public struct ValidationMessage: Hashable, Sendable {
    /// The most of them in one status.
    public static let limit = 32

    /// The code, `IST0101` or `GH0204`.
    public var code: String
    /// Its name, `ReferencedResourceNotFound`; nil for codes that have none.
    public var name: String?
    /// How bad it is.
    public var level: Diagnostic.Level

    /// A finding's kind.
    public init(code: String, name: String? = nil, level: Diagnostic.Level) {
        self.code = code
        self.name = name
        self.level = level
    }

    /// Those of these findings, each code once, with its worst level.
    static func messages(of findings: [Diagnostic]) -> [ValidationMessage] {
        var levels: [String: Diagnostic.Level] = [:]
        for finding in findings { levels[finding.code] = max(finding.level, levels[finding.code] ?? finding.level) }
        let messages = levels.map { code, level in
            ValidationMessage(code: code, name: DiagnosticName.name(of: code), level: level)
        }
        return Array(messages.sorted { ($1.level, $0.code) < ($0.level, $1.code) }.prefix(Self.limit))
    }
}
