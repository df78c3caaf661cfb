import GatehouseModel

/// Finds matches by prefix that an earlier, shorter prefix hides: `/api/v1` behind `/api`.
///
/// Two matches are compared when their other conditions are the same. Istio looks for the same, more loosely, and at
/// times reports a match that requests do reach; this reports only those of Istio's that are right. It takes time in
/// proportion to the matches, however many there are.
struct PrefixCoverage {
    static func check(_ routes: [HTTPRoute], at: FieldValidator) {
        var earlier: [HTTPMatchRequest: PrefixCoverage] = [:]
        for (index, route) in routes.enumerated() {
            // Nothing behind a rule without matches is looked at: it is unreachable as a whole.
            if route.match.isEmpty { return }
            for (position, match) in route.match.enumerated() {
                guard case .prefix(let prefix) = match.uri, !prefix.isEmpty else { continue }
                let place = at[index]["match"][position]
                let cover = earlier[match.otherConditions, default: PrefixCoverage()].add(
                    prefix, match.method, at: place)
                if let cover {
                    place.ineffective("has the prefix \(prefix), and \(cover.place.path) takes all of \(cover.prefix)")
                }
            }
        }
    }

    private struct Condition: Hashable {
        var prefix: String
        var method: StringMatch?
    }

    private var places: [Condition: FieldValidator] = [:]
    private var lengths: Set<Int> = []

    /// Adds a match, and returns the earlier one that hides it.
    private mutating func add(
        _ prefix: String, _ method: StringMatch?, at place: FieldValidator
    ) -> (prefix: String, place: FieldValidator)? {
        defer {
            let condition = Condition(prefix: prefix, method: method)
            if self.places[condition] == nil { self.places[condition] = place }
            self.lengths.insert(prefix.utf8.count)
        }
        for length in self.lengths.sorted() where length < prefix.utf8.count {
            guard let shorter = String(prefix.utf8.prefix(length)) else { continue }
            // A match without a method takes them all, but Istio reports it for GET alone.
            for earlier in method == .exact("GET") ? [method, nil] : [method] {
                if let place = self.places[Condition(prefix: shorter, method: earlier)] { return (shorter, place) }
            }
        }
        return nil
    }
}

extension HTTPMatchRequest {
    /// What is matched besides the path and the method.
    fileprivate var otherConditions: HTTPMatchRequest {
        var match = self
        match.name = nil
        match.statPrefix = nil
        match.uri = nil
        match.method = nil
        return match
    }
}
