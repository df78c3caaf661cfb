import GatehousePlan

extension RouteCondition {
    /// The parts that are asked for, each as a sentence's end: `prefix /a`.
    var json: JSONValue? {
        var members: [JSONValue.Member] = []
        if let path = self.path {
            members.append(.init("path", .string(path.text)))
        }
        for (name, condition) in [("method", self.method), ("scheme", self.scheme), ("authority", self.authority)] {
            if let condition { members.append(.init(name, .string(condition.text))) }
        }
        if !self.headers.isEmpty {
            members.append(
                .init(
                    "headers",
                    .array(
                        self.headers.map {
                            .string("\($0.name) \($0.isInverted ? "not " : "")\($0.value.text)")
                        })))
        }
        if !self.queryParameters.isEmpty {
            members.append(
                .init("queryParameters", .array(self.queryParameters.map { .string("\($0.name) \($0.value.text)") })))
        }
        return members.isEmpty ? nil : .object(members)
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
