import GatehouseHTTP
import GatehouseRegex

/// Builds a `RouteIndex`: decides under which clause each route stands.
struct RouteIndexBuilder {
    private(set) var nodes: [RouteIndex.Node] = []
    private(set) var branches: [RouteIndex.Branch] = []
    private(set) var candidates: [RouteIndex.Candidate] = []
    private(set) var predicates: [Predicate] = []
    private(set) var store = PredicateStore()

    /// Fewer routes than this are tried one by one.
    private static let smallest = 5
    /// Nodes above one another; every level uses up one clause of a route.
    private static let deepest = 6

    /// A route on its way down.
    private struct Route {
        var ordinal: Int
        /// What is still to be checked.
        var clauses: [Clause]
    }

    /// What routes may share: a subject and a text or presence.
    private struct Key: Hashable {
        var subject: Subject
        var text: [UInt8]
        var sort: Sort

        enum Sort: UInt8 {
            case exact
            case prefix
            case foldedExact
            case foldedPrefix
            case present
        }
    }

    init(regexes: [Regex]) { self.store.regexes = regexes }

    mutating func build(_ conditions: [[Clause]]) {
        guard !conditions.isEmpty else { return }
        _ = self.node(conditions.enumerated().map { Route(ordinal: $0, clauses: $1) }, depth: 0)
    }

    /// Adds a node for `routes`, which ascend, and everything below it.
    private mutating func node(_ routes: [Route], depth: Int) -> Int {
        let place = self.nodes.count
        self.nodes.append(
            RouteIndex.Node(routes: 0..<0, branches: 0..<0, firstOrdinal: routes.first?.ordinal ?? .max))
        guard routes.count >= Self.smallest, depth < Self.deepest else {
            self.nodes[place].routes = self.list(routes)
            return place
        }
        let (groups, rest) = Self.divide(routes)
        self.nodes[place].routes = self.list(rest)
        self.nodes[place].branches = self.branches(groups, depth: depth)
        return place
    }

    private mutating func list(_ routes: [Route]) -> Range<Int> {
        let start = self.candidates.count
        for route in routes {
            let first = self.predicates.count
            for clause in route.clauses { self.predicates.append(self.store.predicate(clause)) }
            self.candidates.append(
                RouteIndex.Candidate(ordinal: route.ordinal, predicates: first..<self.predicates.count))
        }
        return start..<self.candidates.count
    }
}

extension RouteIndexBuilder {
    /// Puts every route under its most telling clause; `rest` are those that none tells apart.
    private static func divide(_ routes: [Route]) -> (groups: [Key: [Route]], rest: [Route]) {
        var counts: [Key: Int] = [:]
        for route in routes {
            for clause in route.clauses { if let key = self.key(clause) { counts[key, default: 0] += 1 } }
        }
        var groups: [Key: [Route]] = [:]
        var rest: [Route] = []
        for route in routes {
            guard let (key, clause) = self.choice(route, counts, total: routes.count) else {
                rest.append(route)
                continue
            }
            var below = route
            // A regular expression still has to match; the trie only knows how its matches begin.
            if route.clauses[clause].test == .regex {
                below.clauses[clause].text = []
            } else {
                below.clauses.remove(at: clause)
            }
            groups[key, default: []].append(below)
        }
        return (groups, rest)
    }

    /// The key that a route shares with the fewest others. A key that all routes of a node share tells nothing.
    private static func choice(_ route: Route, _ counts: [Key: Int], total: Int) -> (Key, Int)? {
        var best: (key: Key, clause: Int, count: Int)?
        for (index, clause) in route.clauses.enumerated() {
            guard let key = self.key(clause), let count = counts[key], count < total else { continue }
            if let best,
                (best.count, best.key.subject.kind, best.key.sort.rawValue)
                    <= (count, key.subject.kind, key.sort.rawValue)
            {
                continue
            }
            best = (key, index, count)
        }
        return best.map { ($0.key, $0.clause) }
    }

    /// What an index can know of a clause; nil where it is nothing.
    private static func key(_ clause: Clause) -> Key? {
        // An inverted clause also holds where there is nothing to look up.
        if clause.isInverted { return nil }
        let sort: Key.Sort
        switch clause.test {
        case .exact: sort = .exact
        case .prefix: sort = .prefix
        case .foldedExact: sort = .foldedExact
        case .foldedPrefix: sort = .foldedPrefix
        case .present: sort = .present
        case .regex:
            if clause.text.isEmpty { return nil }
            sort = .prefix
        }
        return Key(subject: clause.subject, text: clause.text, sort: sort)
    }
}

extension RouteIndexBuilder {
    /// Adds a branch for every subject of `groups`.
    private mutating func branches(_ groups: [Key: [Route]], depth: Int) -> Range<Int> {
        var subjects: [Subject: [(key: Key, routes: [Route])]] = [:]
        for (key, routes) in groups { subjects[key.subject, default: []].append((key, routes)) }
        var built: [RouteIndex.Branch] = []
        for (subject, groups) in subjects { built.append(self.branch(subject, groups, depth: depth)) }
        // What holds the smallest ordinals first, so that the search is soon over.
        built.sort { $0.firstOrdinal < $1.firstOrdinal }
        let start = self.branches.count
        self.branches.append(contentsOf: built)
        return start..<self.branches.count
    }

    private mutating func branch(
        _ subject: Subject, _ groups: [(key: Key, routes: [Route])], depth: Int
    ) -> RouteIndex.Branch {
        var plain: [[UInt8]: ByteTrie.Entry] = [:]
        var folded: [[UInt8]: ByteTrie.Entry] = [:]
        var present = -1
        var first = Int.max
        for (key, routes) in groups {
            let place = self.node(routes, depth: depth + 1)
            let node = Int32(truncatingIfNeeded: place)
            first = min(first, self.nodes[place].firstOrdinal)
            switch key.sort {
            case .exact: plain[key.text, default: .init(text: key.text)].exact = node
            case .prefix: plain[key.text, default: .init(text: key.text)].prefix = node
            case .foldedExact: folded[key.text, default: .init(text: key.text)].exact = node
            case .foldedPrefix: folded[key.text, default: .init(text: key.text)].prefix = node
            case .present: present = place
            }
        }
        return RouteIndex.Branch(
            kind: subject.kind, nameID: subject.name.withUnsafeBytes { HeaderName(lowercased: $0) },
            name: self.store.store(subject.name), texts: plain.isEmpty ? nil : ByteTrie(Array(plain.values)),
            foldedTexts: folded.isEmpty ? nil : ByteTrie(Array(folded.values)), present: present, firstOrdinal: first)
    }
}
