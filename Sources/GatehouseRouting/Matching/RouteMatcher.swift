import GatehouseHTTP
import GatehousePlan
import GatehouseRegex

/// The conditions of a virtual host's routes, and an index that finds the first that holds.
final class RouteMatcher: Sendable {
    private let index: RouteIndex
    /// Every route's whole condition, for explanations.
    private let conditions: [Range<Int>]
    private let predicates: [Predicate]
    private let store: PredicateStore

    fileprivate init(index: RouteIndex, conditions: [Range<Int>], predicates: [Predicate], store: PredicateStore) {
        self.index = index
        self.conditions = conditions
        self.predicates = predicates
        self.store = store
    }

    /// The expressions that conditions use.
    var regexes: [Regex] { self.store.regexes }

    /// The ordinal of the first route whose condition holds.
    func firstMatch(_ head: RequestHead, scheme: RequestFacts.Scheme) -> Int? {
        RequestView.with(head, scheme: scheme) { self.index.firstMatch($0) }
    }

    /// The first part of a route's condition that does not hold; nil where all hold. Counted as the clauses of the
    /// condition are.
    func firstFailure(of ordinal: Int, _ head: RequestHead, scheme: RequestFacts.Scheme) -> Int? {
        RequestView.with(head, scheme: scheme) { request in
            let range = self.conditions[ordinal]
            guard let failing = range.first(where: { !self.store.holds(self.predicates[$0], request) }) else {
                return nil
            }
            return failing - range.lowerBound
        }
    }
}

/// Gathers conditions and builds the matcher.
struct RouteMatcherBuilder {
    private var regexes = RegexPool()
    private var conditions: [[Clause]] = []

    /// Adds the next route's condition, or nothing when it cannot be compiled.
    mutating func append(_ condition: RouteCondition, _ cache: inout RegexCache) throws(CompileFailure) {
        self.conditions.append(try Clause.clauses(of: condition, &self.regexes, &cache))
    }

    func build() -> RouteMatcher {
        var store = PredicateStore()
        store.regexes = self.regexes.regexes
        var predicates: [Predicate] = []
        var ranges: [Range<Int>] = []
        for condition in self.conditions {
            let start = predicates.count
            for clause in condition { predicates.append(store.predicate(clause)) }
            ranges.append(start..<predicates.count)
        }
        return RouteMatcher(
            index: RouteIndex(self.conditions, regexes: self.regexes.regexes), conditions: ranges,
            predicates: predicates, store: store)
    }
}
