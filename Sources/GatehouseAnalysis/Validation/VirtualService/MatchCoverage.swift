import GatehouseModel

/// Finds rules and matches that no request can reach, because an earlier rule of the same list takes all of theirs.
///
/// Rules are tried in order and the first that matches wins (semantics V6), so a rule behind one without matches, and
/// a match that repeats or narrows an earlier one, does nothing. Istio's admission warns about the same.
enum MatchCoverage {
    static func check(_ routes: [HTTPRoute], at: FieldValidator) {
        self.checkOrder(routes.map { .init(name: $0.name, matches: $0.match.map(\.withoutName)) }, at: at)
        PrefixCoverage.check(routes, at: at)
    }

    static func check(_ routes: [TCPRoute], at: FieldValidator) {
        self.checkOrder(routes.map { .init(name: nil, matches: $0.match) }, at: at)
    }

    static func check(_ routes: [TLSRoute], at: FieldValidator) {
        self.checkOrder(routes.map { .init(name: nil, matches: $0.match) }, at: at)
    }

    private struct Rule<Match: Hashable> {
        var name: String?
        var matches: [Match]
    }

    private static func checkOrder<Match>(_ rules: [Rule<Match>], at: FieldValidator) {
        var catchAll: Int?
        var firstRule: [Match: Int] = [:]
        for (index, rule) in rules.enumerated() {
            if rule.matches.isEmpty {
                if let catchAll {
                    at[index].unreachable("only the last rule can have no matches, and \(at[catchAll].path) has none")
                }
                catchAll = index
                continue
            }
            if let catchAll {
                at[index].unreachable("\(at[catchAll].path), before it, has no matches and takes every request")
                continue
            }
            var repeated = 0
            for (position, match) in rule.matches.enumerated() {
                if let first = firstRule[match] {
                    at[index]["match"][position].ineffective("repeats a match of \(at[first].path)")
                    repeated += 1
                } else {
                    firstRule[match] = index
                }
            }
            if repeated == rule.matches.count { at[index].unreachable("earlier rules have all of its matches") }
        }
    }
}

extension HTTPMatchRequest {
    /// The match without its name, which takes no part in matching.
    fileprivate var withoutName: HTTPMatchRequest {
        var match = self
        match.name = nil
        return match
    }
}

extension FieldValidator {
    fileprivate func unreachable(_ reason: String) { self.warning("is never used: \(reason)", code: "IST0130") }

    func ineffective(_ reason: String) { self.warning("is never used: it \(reason)", code: "IST0131") }
}
