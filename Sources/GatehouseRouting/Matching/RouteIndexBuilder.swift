import GatehouseHTTP
import GatehouseRegex

/// Builds a `RouteIndex`: decides under which clause each route stands.
struct RouteIndexBuilder {
    private(set) var nodes: [RouteIndex.Node] = []
    private(set) var branches: [RouteIndex.Branch] = []
    private(set) var candidates: [RouteIndex.Candidate] = []
    private(set) var predicates: [Predicate] = []
    private(set) var trie = ByteTrie()
    private(set) var store = PredicateStore()

    /// Fewer routes than this are tried one by one.
    private static let smallest = 5
    /// Nodes above one another; every level uses up one clause of a route.
    private static let deepest = 6
    /// More names than this are not looked up in the request one by one.
    private static let fewNames = 4

    init(regexes: [Regex]) { self.store.regexes = regexes }

    mutating func build(_ conditions: [[Clause]]) {
        guard !conditions.isEmpty else { return }
        _ = self.node(conditions.enumerated().map { IndexedRoute(ordinal: $0, clauses: $1) }, depth: 0)
    }

    /// Adds a node for `routes`, which ascend, and everything below it.
    private mutating func node(_ routes: [IndexedRoute], depth: Int) -> Int {
        let place = self.nodes.count
        self.nodes.append(
            RouteIndex.Node(routes: 0..<0, branches: 0..<0, firstOrdinal: routes.first?.ordinal ?? .max))
        guard routes.count >= Self.smallest, depth < Self.deepest else {
            self.nodes[place].routes = self.list(routes)
            return place
        }
        let division = RouteDivision(routes)
        self.nodes[place].routes = self.list(division.rest)
        self.addBranches(division, to: place, depth: depth)
        return place
    }

    private mutating func list(_ routes: [IndexedRoute]) -> Range<Int> {
        let start = self.candidates.count
        for route in routes {
            let first = self.predicates.count
            for clause in route.clauses { self.predicates.append(self.store.predicate(clause)) }
            self.candidates.append(
                RouteIndex.Candidate(ordinal: route.ordinal, predicates: first..<self.predicates.count))
        }
        return start..<self.candidates.count
    }

    /// Adds a branch for every subject of `division`.
    private mutating func addBranches(_ division: RouteDivision, to node: Int, depth: Int) {
        var single: [RouteIndex.Branch] = []
        var named: [Subject.Kind: [(name: [UInt8], branch: RouteIndex.Branch)]] = [:]
        for (subject, groups) in division.subjects {
            let branch = self.branch(subject, groups, depth: depth)
            if subject.kind == .header || subject.kind == .query {
                named[subject.kind, default: []].append((subject.name, branch))
            } else {
                single.append(branch)
            }
        }
        for (kind, list) in named {
            if list.count > Self.fewNames {
                let names = self.names(list)
                if kind == .header { self.nodes[node].headers = names } else { self.nodes[node].parameters = names }
            } else {
                single.append(contentsOf: list.map(\.branch))
            }
        }
        // What holds the smallest ordinals first, so that the search is soon over.
        single.sort { $0.firstOrdinal < $1.firstOrdinal }
        let start = self.branches.count
        self.branches.append(contentsOf: single)
        self.nodes[node].branches = start..<self.branches.count
    }

    private mutating func names(_ list: [(name: [UInt8], branch: RouteIndex.Branch)]) -> ByteTrie.Root {
        var entries: [ByteTrie.Entry] = []
        for (name, branch) in list {
            entries.append(.init(text: name, exact: Int32(truncatingIfNeeded: self.branches.count)))
            self.branches.append(branch)
        }
        return self.trie.add(entries)
    }

    private mutating func branch(
        _ subject: Subject, _ groups: [RouteDivision.Group], depth: Int
    ) -> RouteIndex.Branch {
        var branch = RouteIndex.Branch(
            kind: subject.kind, nameID: subject.name.withUnsafeBytes { HeaderName(lowercased: $0) },
            name: self.store.store(subject.name))
        var texts: [[UInt8]: ByteTrie.Entry] = [:]
        var folded: [[UInt8]: ByteTrie.Entry] = [:]
        var infixes: [ByteTrie.Entry] = []
        for group in groups {
            let place = self.node(group.routes, depth: depth + 1)
            let node = Int32(truncatingIfNeeded: place)
            let text = group.key.text
            branch.firstOrdinal = min(branch.firstOrdinal, self.nodes[place].firstOrdinal)
            switch group.key.sort {
            case .exact: texts[text, default: .init(text: text)].exact = node
            case .prefix: texts[text, default: .init(text: text)].prefix = node
            case .foldedExact: folded[text, default: .init(text: text)].exact = node
            case .foldedPrefix: folded[text, default: .init(text: text)].prefix = node
            case .infix: infixes.append(.init(text: text, prefix: node))
            case .present: branch.present = place
            }
        }
        if !texts.isEmpty { branch.texts = self.trie.add(Array(texts.values)) }
        if !folded.isEmpty { branch.foldedTexts = self.trie.add(Array(folded.values)) }
        if !infixes.isEmpty { branch.infixes = self.trie.add(infixes) }
        return branch
    }
}
