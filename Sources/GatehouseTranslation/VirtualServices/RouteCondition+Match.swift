import GatehouseModel
import GatehousePlan

extension RouteCondition {
    /// The condition that a match entry states (semantics M2 to M6); nil for no entry, which always holds.
    ///
    /// `needsPath` asks for a path condition even where none is stated, for a rewrite that replaces what it matched.
    init(_ match: HTTPMatchRequest?, needsPath: Bool) {
        self.init()
        if let match {
            self.path = match.uri.flatMap { PathCondition($0, ignoresCase: match.ignoreUriCase ?? false) }
            self.method = match.method.map { StringCondition($0) }
            self.scheme = match.scheme.map { StringCondition($0) }
            self.authority = match.authority.map { StringCondition($0) }
            if !match.headers.isEmpty || !match.withoutHeaders.isEmpty {
                let wanted = match.headers.map { HeaderCondition(name: $0.key.lowercased(), value: .init($0.value)) }
                let unwanted = match.withoutHeaders.map {
                    HeaderCondition(name: $0.key.lowercased(), value: .init($0.value), isInverted: true)
                }
                self.headers = (wanted + unwanted).sorted {
                    ($0.name, $0.isInverted ? 1 : 0) < ($1.name, $1.isInverted ? 1 : 0)
                }
            }
            if !match.queryParams.isEmpty {
                self.queryParameters = match.queryParams.map { QueryCondition(name: $0.key, value: .init($0.value)) }
                    .sorted { $0.name < $1.name }
            }
        }
        if needsPath && self.path == nil { self.path = PathCondition(.prefix("/")) }
    }

    /// Whether it holds for every request as far as Istio looks: its route goes behind the others of a virtual host, and
    /// nothing that follows it in its VirtualService is looked at (semantics V5, V6).
    var isCatchAll: Bool {
        guard self.method == nil, self.scheme == nil, self.authority == nil else { return false }
        guard self.headers.isEmpty, self.queryParameters.isEmpty else { return false }
        switch self.path?.pattern {
        case nil, .prefix("/"), .regex(".*"): return true
        case .prefix(_), .regex(_), .exact(_): return false
        }
    }
}

extension PathCondition {
    /// The condition that `uri` states; nil when it states none. Case counts for expressions always.
    init?(_ match: StringMatch, ignoresCase: Bool) {
        switch match {
        case .exact(let path): self.init(Pattern.exact(path), ignoresCase: ignoresCase)
        case .prefix(let path): self.init(Pattern.prefix(path), ignoresCase: ignoresCase)
        case .regex(let expression): self.init(Pattern.regex(expression))
        case .present: return nil
        }
    }
}

extension StringCondition {
    /// The condition that a match states. The expression `*` is none of RE2's; Istio takes it for presence.
    init(_ match: StringMatch) {
        switch match {
        case .exact(let value): self = .exact(value)
        case .prefix(let value): self = .prefix(value)
        case .regex("*"), .present: self = .present
        case .regex(let expression): self = .regex(expression)
        }
    }
}
