import GatehouseHTTP
import GatehousePlan
import GatehouseRegex

extension Clause {
    /// The clauses of `condition`; all must hold.
    static func clauses(
        of condition: RouteCondition, _ regexes: inout RegexPool, _ cache: inout RegexCache
    ) throws(CompileFailure) -> [Clause] {
        var clauses: [Clause] = []
        if let path = condition.path { clauses.append(try Clause(path, &regexes, &cache)) }
        for (kind, value) in [
            (Subject.Kind.method, condition.method), (.scheme, condition.scheme), (.authority, condition.authority),
        ] {
            if let value { clauses.append(try Clause(Subject(kind: kind), value, &regexes, &cache)) }
        }
        for header in condition.headers {
            var clause = try Clause(.header(header.name), header.value, &regexes, &cache)
            clause.isInverted = header.isInverted
            clauses.append(clause)
        }
        for parameter in condition.queryParameters {
            let subject = Subject(kind: .query, name: Array(parameter.name.utf8))
            clauses.append(try Clause(subject, parameter.value, &regexes, &cache))
        }
        return clauses
    }

    private init(
        _ path: PathCondition, _ regexes: inout RegexPool, _ cache: inout RegexCache
    ) throws(CompileFailure) {
        let subject = Subject(kind: .path)
        switch path.pattern {
        case .exact(let text):
            let text = Array(text.utf8)
            self.init(
                subject: subject, test: path.ignoresCase ? .foldedExact : .exact,
                text: path.ignoresCase ? text.map(\.lowercased) : text)
        case .prefix(let text):
            let text = Array(text.utf8)
            self.init(
                subject: subject, test: path.ignoresCase ? .foldedPrefix : .prefix,
                text: path.ignoresCase ? text.map(\.lowercased) : text)
        case .regex(let pattern): try self.init(subject, .regex(pattern), &regexes, &cache)
        }
    }

    private init(
        _ subject: Subject, _ value: StringCondition, _ regexes: inout RegexPool, _ cache: inout RegexCache
    ) throws(CompileFailure) {
        switch value {
        case .exact(let text): self.init(subject: subject, test: .exact, text: Array(text.utf8))
        case .prefix(let text): self.init(subject: subject, test: .prefix, text: Array(text.utf8))
        case .present: self.init(subject: subject, test: .present, text: [])
        case .regex(let pattern):
            let place = try regexes.place(of: pattern, &cache)
            self.init(
                subject: subject, test: .regex, text: regexes.regexes[Int(place)].literalPrefix,
                infix: RequiredLiteral.find(in: pattern), regex: place)
        }
    }
}
