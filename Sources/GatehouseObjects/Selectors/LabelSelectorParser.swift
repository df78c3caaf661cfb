/// Reads requirements, separated by commas, with one token of lookahead.
struct LabelSelectorParser {
    private var lexer: LabelSelectorLexer
    private var token: LabelSelectorToken

    init(_ text: String) {
        self.lexer = LabelSelectorLexer(text)
        self.token = self.lexer.next()
    }

    mutating func parse() throws(SelectorError) -> [LabelSelector.Requirement] {
        var requirements: [LabelSelector.Requirement] = []
        if self.token == .end { return requirements }
        while true {
            requirements.append(try self.requirement())
            switch self.token {
            case .end: return requirements
            case .comma: self.advance()
            default: throw self.unexpected("',' or 'end of string'")
            }
            // A comma promises one more.
            if self.token == .end { throw self.unexpected("identifier after ','") }
        }
    }

    private mutating func requirement() throws(SelectorError) -> LabelSelector.Requirement {
        let isNegated = self.token == .not
        if isNegated { self.advance() }
        guard case .word(let key) = self.token else { throw self.unexpected("!, identifier, or 'end of string'") }
        try Self.check(LabelSyntax.problem(ofKey: key), "key", key)
        self.advance()
        if self.token == .end || self.token == .comma {
            return LabelSelector.Requirement(key, isNegated ? .doesNotExist : .exists)
        }
        guard !isNegated else { throw self.unexpected("',' or 'end of string'") }
        let (comparison, isList) = try self.comparison()
        let values = isList ? try self.list() : [try self.value()]
        if comparison == .greaterThan || comparison == .lessThan {
            guard values.allSatisfy({ Int64($0) != nil }) else {
                throw SelectorError(
                    "values[0][\(key)]: Invalid value: \"\(values.first ?? "")\": for 'Gt', 'Lt' operators, "
                        + "the value must be an integer"
                )
            }
        } else {
            for value in values.sorted() {
                try Self.check(LabelSyntax.problem(ofValue: value), "values[0][\(key)]", value)
            }
        }
        return LabelSelector.Requirement(key, comparison, values)
    }

    private mutating func comparison() throws(SelectorError) -> (LabelSelector.Operator, isList: Bool) {
        defer { self.advance() }
        switch self.token {
        case .equal, .doubleEqual: return (.in, false)
        case .notEqual: return (.notIn, false)
        case .greaterThan: return (.greaterThan, false)
        case .lessThan: return (.lessThan, false)
        case .word("in"): return (.in, true)
        case .word("notin"): return (.notIn, true)
        default: throw self.unexpected("in, notin, =, ==, !=, gt, lt")
        }
    }

    /// A value after an operator; it may be empty, as in `a=,b`.
    private mutating func value() throws(SelectorError) -> String {
        switch self.token {
        case .end, .comma: return ""
        case .word(let value):
            self.advance()
            return value
        default: throw self.unexpected("identifier")
        }
    }

    /// Values in parentheses; any of them may be empty, and so `()` has one that is.
    private mutating func list() throws(SelectorError) -> Set<String> {
        guard self.token == .open else { throw self.unexpected("'('") }
        self.advance()
        var values: Set<String> = []
        while true {
            switch self.token {
            case .word(let value):
                values.insert(value)
                self.advance()
            case .comma, .close: values.insert("")
            default: throw self.unexpected("',', ')' or identifier")
            }
            switch self.token {
            case .comma: self.advance()
            case .close:
                self.advance()
                return values
            default: throw self.unexpected("',' or ')'")
            }
        }
    }

    private mutating func advance() { self.token = self.lexer.next() }

    private func unexpected(_ expected: String) -> SelectorError {
        SelectorError("unable to parse requirement: found '\(self.token.text)', expected: \(expected)")
    }

    private static func check(_ problem: String?, _ field: String, _ value: String) throws(SelectorError) {
        guard let problem else { return }
        throw SelectorError("unable to parse requirement: \(field): Invalid value: \"\(value)\": \(problem)")
    }
}
