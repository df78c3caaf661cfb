import GatehouseHTTP
import GatehousePlan

extension RouteCondition {
    /// Whether the condition takes every request.
    var isEmpty: Bool { self == RouteCondition() || self == RouteCondition(path: PathCondition(.prefix("/"))) }

    /// Why the clause at `index`, counted as `Clause.clauses(of:)` orders them, does not hold.
    func failure(of index: Int, _ head: RequestHead, _ facts: RequestFacts) -> String {
        var index = index
        if let path = self.path {
            if index == 0 { return "the path `\(head.string(head.path))` \(path.refusal)" }
            index -= 1
        }
        let parts: [(String, StringCondition?, String)] = [
            ("the method", self.method, head.string(head.method)),
            ("the scheme", self.scheme, String(decoding: facts.scheme.bytes, as: UTF8.self)),
            ("the authority", self.authority, head.string(head.authority)),
        ]
        for (noun, condition, value) in parts {
            guard let condition else { continue }
            if index == 0 { return "\(noun) `\(value)` \(condition.refusal)" }
            index -= 1
        }
        if index < self.headers.count { return self.headers[index].failure(head, facts) }
        index -= self.headers.count
        guard self.queryParameters.indices.contains(index) else { return "a condition does not hold" }
        return self.queryParameters[index].failure(head)
    }
}

extension PathCondition {
    fileprivate var refusal: String {
        let manner = self.ignoresCase ? ", case ignored" : ""
        return switch self.pattern {
        case .exact(let text): "is not `\(text)`\(manner)"
        case .prefix(let text): "does not begin with `\(text)`\(manner)"
        case .regex(let pattern): "does not match `\(pattern)` as a whole"
        }
    }
}

extension StringCondition {
    fileprivate var refusal: String {
        switch self {
        case .exact(let text): "is not `\(text)`"
        case .prefix(let text): "does not begin with `\(text)`"
        case .regex(let pattern): "does not match `\(pattern)` as a whole"
        case .present: "is missing"
        }
    }

    fileprivate var description: String {
        switch self {
        case .exact(let text): "`\(text)`"
        case .prefix(let text): "what begins with `\(text)`"
        case .regex(let pattern): "what matches `\(pattern)`"
        case .present: "any value"
        }
    }
}

extension HeaderCondition {
    fileprivate func failure(_ head: RequestHead, _ facts: RequestFacts) -> String {
        let value = self.currentValue(head, facts)
        guard self.isInverted else {
            guard let value else { return "the header `\(self.name)` is missing" }
            return "the header `\(self.name)`, `\(value)`, \(self.value.refusal)"
        }
        guard let value else {
            return
                "the header `\(self.name)` is missing, which counts as empty, and must not be \(self.value.description)"
        }
        return self.value == .present
            ? "the header `\(self.name)` must not be there"
            : "the header `\(self.name)`, `\(value)`, must not be \(self.value.description)"
    }

    private func currentValue(_ head: RequestHead, _ facts: RequestFacts) -> String? {
        switch HeaderSource(Array(self.name.utf8)) {
        case .method: head.string(head.method)
        case .authority: head.string(head.authority)
        case .scheme: String(decoding: facts.scheme.bytes, as: UTF8.self)
        case .target: head.string(head.path) + head.string(head.query)
        case .field: head.headers.joinedValue(of: self.name)
        }
    }
}

extension QueryCondition {
    fileprivate func failure(_ head: RequestHead) -> String {
        let query = head.headers.bytes[head.query.indices]
        let value = Array(query).withUnsafeBytes { bytes -> String? in
            var parameters = QueryParameters(bytes)
            while let parameter = parameters.next() {
                if parameter.name.equals(Array(self.name.utf8)) {
                    return String(decoding: parameter.value, as: UTF8.self)
                }
            }
            return nil
        }
        guard let value else { return "the query parameter `\(self.name)` is missing" }
        return "the query parameter `\(self.name)`, `\(value)`, \(self.value.refusal)"
    }
}
