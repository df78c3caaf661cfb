import GatehouseHTTP
import GatehousePlan
import GatehouseRegex

/// The regular expressions of one matcher; equal patterns are one.
struct RegexPool {
    private(set) var regexes: [Regex] = []
    private var places: [String: Int32] = [:]

    mutating func place(of pattern: String) throws(CompileFailure) -> Int32 {
        if let place = self.places[pattern] { return place }
        let place = Int32(truncatingIfNeeded: self.regexes.count)
        self.regexes.append(try Regex.compile(pattern))
        self.places[pattern] = place
        return place
    }
}

extension Clause {
    /// The clauses of `condition`; all must hold.
    static func clauses(of condition: RouteCondition, _ regexes: inout RegexPool) throws(CompileFailure) -> [Clause] {
        var clauses: [Clause] = []
        if let path = condition.path { clauses.append(try Clause(path, &regexes)) }
        for (kind, value) in [
            (Subject.Kind.method, condition.method), (.scheme, condition.scheme), (.authority, condition.authority),
        ] {
            if let value { clauses.append(try Clause(Subject(kind: kind), value, &regexes)) }
        }
        for header in condition.headers {
            var clause = try Clause(.header(header.name), header.value, &regexes)
            clause.isInverted = header.isInverted
            clauses.append(clause)
        }
        for parameter in condition.queryParameters {
            let subject = Subject(kind: .query, name: Array(parameter.name.utf8))
            clauses.append(try Clause(subject, parameter.value, &regexes))
        }
        return clauses
    }

    private init(_ path: PathCondition, _ regexes: inout RegexPool) throws(CompileFailure) {
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
        case .regex(let pattern): try self.init(subject, .regex(pattern), &regexes)
        }
    }

    private init(_ subject: Subject, _ value: StringCondition, _ regexes: inout RegexPool) throws(CompileFailure) {
        switch value {
        case .exact(let text): self.init(subject: subject, test: .exact, text: Array(text.utf8))
        case .prefix(let text): self.init(subject: subject, test: .prefix, text: Array(text.utf8))
        case .present: self.init(subject: subject, test: .present, text: [])
        case .regex(let pattern):
            let place = try regexes.place(of: pattern)
            self.init(
                subject: subject, test: .regex, text: Array(regexes.regexes[Int(place)].literalPrefix), regex: place)
        }
    }
}
