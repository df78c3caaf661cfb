import GatehouseHTTP
import GatehouseRegex

/// Finds the first of many conditions that holds without trying them all.
///
/// A tree. In every node each route stands under one of its clauses: the one that it shares with the fewest other
/// routes of the node. The clauses on one subject (the path, a header of some name …) are kept together in tries, so
/// that one look at the request's value finds all routes whose clause may hold. What many routes share is divided
/// further by their other clauses in a node below; few routes, and those without a clause that can be indexed, are tried
/// one by one. The search keeps the smallest ordinal found and leaves out whatever cannot beat it.
final class RouteIndex: Sendable {
    /// Routes that are told apart here.
    struct Node {
        /// Routes to try one by one, by ascending ordinal.
        var routes: Range<Int>
        /// Subjects that lead further, each looked up in the request.
        var branches: Range<Int>
        /// Headers that lead further, by name; -1 for none. Where there are many it is the request's that are looked up.
        var headers: ByteTrie.Root = -1
        /// Query parameters that lead further, by name; -1 for none.
        var parameters: ByteTrie.Root = -1
        /// The smallest ordinal in or below the node.
        var firstOrdinal: Int
    }

    /// What is left to check of a route at one node.
    struct Candidate {
        var ordinal: Int
        var predicates: Range<Int>
    }

    /// The values of one subject that lead to further nodes.
    struct Branch {
        var kind: Subject.Kind
        var nameID: HeaderName
        var name: ByteRange
        /// Texts to begin with or to equal; -1 for none.
        var texts: ByteTrie.Root = -1
        /// The same, ASCII case aside; only ever for the path.
        var foldedTexts: ByteTrie.Root = -1
        /// Texts to occur anywhere; -1 for none.
        var infixes: ByteTrie.Root = -1
        /// The node for any value at all; -1 for none.
        var present = -1
        /// The smallest ordinal below the branch.
        var firstOrdinal = Int.max
    }

    let nodes: [Node]
    let branches: [Branch]
    let trie: ByteTrie
    let store: PredicateStore
    private let candidates: [Candidate]
    private let predicates: [Predicate]

    /// An index of `conditions`, whose places are the ordinals.
    init(_ conditions: [[Clause]], regexes: [Regex]) {
        var builder = RouteIndexBuilder(regexes: regexes)
        builder.build(conditions)
        self.nodes = builder.nodes
        self.branches = builder.branches
        self.candidates = builder.candidates
        self.predicates = builder.predicates
        self.trie = builder.trie
        self.store = builder.store
    }

    /// The ordinal of the first condition that holds.
    func firstMatch(_ request: RequestView) -> Int? {
        var best = Int.max
        if !self.nodes.isEmpty { self.search(0, request, &best) }
        return best == .max ? nil : best
    }

    /// Looks for a smaller ordinal than `best` in and below a node.
    func search(_ place: Int, _ request: RequestView, _ best: inout Int) {
        let node = self.nodes[place]
        guard node.firstOrdinal < best else { return }
        for branch in node.branches { self.follow(branch, request, &best) }
        if node.headers >= 0 { self.followHeaders(node.headers, request, &best) }
        if node.parameters >= 0 { self.followParameters(node.parameters, request, &best) }
        for index in node.routes {
            let candidate = self.candidates[index]
            guard candidate.ordinal < best else { return }
            if self.holds(candidate, request) { best = candidate.ordinal }
        }
    }

    @inline(__always)
    private func holds(_ candidate: Candidate, _ request: RequestView) -> Bool {
        for index in candidate.predicates where !self.store.holds(self.predicates[index], request) { return false }
        return true
    }
}
