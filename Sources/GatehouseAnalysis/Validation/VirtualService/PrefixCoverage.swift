import GatehouseModel

/// Finds matches by prefix that an earlier, shorter prefix hides: `/api/v1` behind `/api`.
///
/// Two matches are compared when their other conditions are the same. Istio looks for the same, more loosely, and at
/// times reports a match that requests do reach; this reports only those of Istio's that are right.
enum PrefixCoverage {
    static func check(_ routes: [HTTPRoute], at: FieldValidator) {
        var earlier: [HTTPMatchRequest: [(prefix: String, method: StringMatch?, path: FieldPath)]] = [:]
        for (index, route) in routes.enumerated() {
            // Nothing behind a rule without matches is looked at: it is unreachable as a whole.
            if route.match.isEmpty { return }
            for (position, match) in route.match.enumerated() {
                guard case .prefix(let prefix) = match.uri, !prefix.isEmpty else { continue }
                let place = at[index]["match"][position]
                let conditions = match.otherConditions
                let cover = earlier[conditions, default: []].first {
                    $0.prefix != prefix && prefix.hasPrefix($0.prefix) && self.covers($0.method, match.method)
                }
                if let cover {
                    place.ineffective(
                        "has the prefix \(prefix), and \(cover.path) takes all of \(cover.prefix)")
                }
                earlier[conditions, default: []].append((prefix, match.method, place.path))
            }
        }
    }

    /// A match without a method takes them all, but Istio reports it only when the later one is for GET or for all.
    private static func covers(_ earlier: StringMatch?, _ later: StringMatch?) -> Bool {
        earlier == later || (earlier == nil && later == .exact("GET"))
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
