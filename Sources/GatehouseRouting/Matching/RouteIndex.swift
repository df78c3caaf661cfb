import GatehouseHTTP
import GatehouseRegex

/// Finds the first of many conditions that holds without trying them all.
///
/// A tree. In every node each route stands under one of its clauses: the one that it shares with the fewest other
/// routes of the node. The clauses on one subject (the path, a header of some name …) are kept in one trie, so that one
/// look at the request's value finds all routes whose clause may hold. What many routes share is divided further by
/// their other clauses in a node below; few routes, and those without a clause that can be indexed, are tried one by
/// one. The search keeps the smallest ordinal found and leaves out whatever cannot beat it.
struct RouteIndex: Sendable {
    /// Routes that are told apart here.
    struct Node {
        /// Routes to try one by one, by ascending ordinal.
        var routes: Range<Int>
        /// Subjects that lead further.
        var branches: Range<Int>
        /// The smallest ordinal in or below the node.
        var firstOrdinal: Int
    }

    /// What is left to check of a route at one node.
    struct Candidate {
        var ordinal: Int
        var predicates: Range<Int>
    }

    /// The values of one subject that lead to further nodes.
    struct Branch: Sendable {
        var kind: Subject.Kind
        var nameID: HeaderName
        var name: ByteRange
        /// Texts to begin with or to equal.
        var texts: ByteTrie?
        /// The same, ASCII case aside; only ever for the path.
        var foldedTexts: ByteTrie?
        /// The node for any value at all; -1 for none.
        var present: Int
        /// The smallest ordinal below the branch.
        var firstOrdinal: Int
    }

    private let nodes: [Node]
    private let branches: [Branch]
    private let candidates: [Candidate]
    private let predicates: [Predicate]
    private let store: PredicateStore

    /// An index of `conditions`, whose places are the ordinals.
    init(_ conditions: [[Clause]], regexes: [Regex]) {
        var builder = RouteIndexBuilder(regexes: regexes)
        builder.build(conditions)
        self.nodes = builder.nodes
        self.branches = builder.branches
        self.candidates = builder.candidates
        self.predicates = builder.predicates
        self.store = builder.store
    }

    /// The ordinal of the first condition that holds.
    func firstMatch(_ request: RequestView) -> Int? {
        var best = Int.max
        if !self.nodes.isEmpty { self.search(0, request, &best) }
        return best == .max ? nil : best
    }

    private func search(_ place: Int, _ request: RequestView, _ best: inout Int) {
        let node = self.nodes[place]
        guard node.firstOrdinal < best else { return }
        for branch in node.branches { self.follow(branch, request, &best) }
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

    private func follow(_ place: Int, _ request: RequestView, _ best: inout Int) {
        let branch = self.branches[place]
        guard branch.firstOrdinal < best else { return }
        var found = best
        self.store.text.withUnsafeBytes { text in
            let name = UnsafeRawBufferPointer(rebasing: text[branch.name.indices])
            request.withValue(of: branch.kind, name, branch.nameID) { value in
                guard let value else { return }
                self.follow(branch.texts, value, folding: false, request, &found)
                self.follow(branch.foldedTexts, value, folding: true, request, &found)
                if branch.present >= 0 { self.search(branch.present, request, &found) }
            }
        }
        best = found
    }

    @inline(__always)
    private func follow(
        _ trie: ByteTrie?, _ value: UnsafeRawBufferPointer, folding: Bool, _ request: RequestView, _ best: inout Int
    ) {
        guard let trie else { return }
        var walk = ByteTrie.Walk()
        while let node = trie.next(&walk, in: value, folding: folding) { self.search(node, request, &best) }
    }
}
