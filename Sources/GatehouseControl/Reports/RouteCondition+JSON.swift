import GatehousePlan

extension RouteCondition {
    /// The parts that are asked for, each in words: `prefix /a`; nil for none.
    var json: JSONValue? {
        let headers = self.headers.map { JSONValue.string("\($0.name) \($0.isInverted ? "not " : "")\($0.value.text)") }
        let queryParameters = self.queryParameters.map { JSONValue.string("\($0.name) \($0.value.text)") }
        let json = JSONValue.object(present: [
            "path": self.path.map { .string($0.text) },
            "method": self.method.map { .string($0.text) },
            "scheme": self.scheme.map { .string($0.text) },
            "authority": self.authority.map { .string($0.text) },
            "headers": headers.isEmpty ? nil : .array(headers),
            "queryParameters": queryParameters.isEmpty ? nil : .array(queryParameters),
        ])
        return json == .object([]) ? nil : json
    }
}

extension PathCondition {
    fileprivate var text: String {
        let suffix = self.ignoresCase ? ", ignoring case" : ""
        return switch self.pattern {
        case .exact(let path): "exact \(path)\(suffix)"
        case .prefix(let path): "prefix \(path)\(suffix)"
        case .regex(let pattern): "regex \(pattern)"
        }
    }
}

extension StringCondition {
    fileprivate var text: String {
        switch self {
        case .exact(let value): "exact \(value)"
        case .prefix(let value): "prefix \(value)"
        case .regex(let pattern): "regex \(pattern)"
        case .present: "present"
        }
    }
}
