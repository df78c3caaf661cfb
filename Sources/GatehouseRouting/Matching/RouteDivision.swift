/// A route on its way down the tree of a `RouteIndex`.
struct IndexedRoute {
    var ordinal: Int
    /// What is still to be checked.
    var clauses: [Clause]
}

/// What routes may share: a subject and a text, or presence.
struct IndexKey: Hashable {
    /// How the text and the value are related.
    enum Sort: UInt8 {
        // In the order of preference, other things being equal.
        case exact
        case prefix
        case foldedExact
        case foldedPrefix
        case infix
        case present
    }

    var subject: Subject
    var text: [UInt8]
    var sort: Sort
}

/// The routes of one node, each under its most telling clause.
struct RouteDivision {
    /// Routes under one key, by ascending ordinal.
    struct Group {
        var key: IndexKey
        var routes: [IndexedRoute]
    }

    /// The groups by subject.
    private(set) var subjects: [Subject: [Group]] = [:]
    /// Routes that no clause tells apart.
    private(set) var rest: [IndexedRoute] = []

    /// Divides `routes`, which ascend.
    init(_ routes: [IndexedRoute]) {
        var counts: [IndexKey: Int] = [:]
        for route in routes {
            for clause in route.clauses { clause.forEachKey { counts[$0, default: 0] += 1 } }
        }
        var groups: [IndexKey: [IndexedRoute]] = [:]
        for route in routes {
            guard let (key, clause) = Self.choice(route, counts, total: routes.count) else {
                self.rest.append(route)
                continue
            }
            groups[key, default: []].append(route.after(clause))
        }
        for (key, routes) in groups { self.subjects[key.subject, default: []].append(Group(key: key, routes: routes)) }
    }

    /// The key that a route shares with the fewest others. A key that all routes of a node share tells nothing.
    private static func choice(_ route: IndexedRoute, _ counts: [IndexKey: Int], total: Int) -> (IndexKey, Int)? {
        var best: (key: IndexKey, clause: Int, count: Int)?
        for (index, clause) in route.clauses.enumerated() {
            clause.forEachKey { key in
                guard let count = counts[key], count < total else { return }
                if let best,
                    (best.count, best.key.subject.kind, best.key.sort.rawValue)
                        <= (count, key.subject.kind, key.sort.rawValue)
                {
                    return
                }
                best = (key, index, count)
            }
        }
        return best.map { ($0.key, $0.clause) }
    }
}

extension IndexedRoute {
    /// The route below a node where it stands under the clause at `index`. A regular expression still has to match, as
    /// the index only knows what its matches contain.
    fileprivate func after(_ index: Int) -> IndexedRoute {
        var route = self
        if self.clauses[index].test == .regex {
            route.clauses[index].text = []
            route.clauses[index].infix = []
        } else {
            route.clauses.remove(at: index)
        }
        return route
    }
}

extension Clause {
    /// Calls `body` with what an index can know of the clause; with nothing for an inverted clause, which also holds
    /// where there is nothing to look up.
    fileprivate func forEachKey(_ body: (IndexKey) -> Void) {
        if self.isInverted { return }
        switch self.test {
        case .exact: body(self.key(.exact, self.text))
        case .prefix: body(self.key(.prefix, self.text))
        case .foldedExact: body(self.key(.foldedExact, self.text))
        case .foldedPrefix: body(self.key(.foldedPrefix, self.text))
        case .present: body(self.key(.present, []))
        case .regex:
            if !self.text.isEmpty { body(self.key(.prefix, self.text)) }
            if !self.infix.isEmpty { body(self.key(.infix, self.infix)) }
        }
    }

    private func key(_ sort: IndexKey.Sort, _ text: [UInt8]) -> IndexKey {
        IndexKey(subject: self.subject, text: text, sort: sort)
    }
}
