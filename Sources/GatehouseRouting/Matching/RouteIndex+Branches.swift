import GatehouseHTTP

extension RouteIndex {
    /// Searches what a branch leads to for the request's value of its subject.
    func follow(_ place: Int, _ request: RequestView, _ best: inout Int) {
        let branch = self.branches[place]
        guard branch.firstOrdinal < best else { return }
        var found = best
        self.store.text.withUnsafeBytes { text in
            let name = UnsafeRawBufferPointer(rebasing: text[branch.name.indices])
            request.withValue(of: branch.kind, name, branch.nameID) { value in
                if let value { self.search(branch, value, request, &found) }
            }
        }
        best = found
    }

    @inline(__always)
    private func search(
        _ branch: Branch, _ value: UnsafeRawBufferPointer, _ request: RequestView, _ best: inout Int
    ) {
        if branch.texts >= 0 {
            var walk = ByteTrie.Walk(branch.texts)
            while let node = self.trie.next(&walk, in: value) { self.search(node, request, &best) }
        }
        if branch.foldedTexts >= 0 {
            var walk = ByteTrie.Walk(branch.foldedTexts)
            while let node = self.trie.next(&walk, in: value, .folded) { self.search(node, request, &best) }
        }
        if branch.infixes >= 0 { self.searchInfixes(branch.infixes, value, request, &best) }
        if branch.present >= 0 { self.search(branch.present, request, &best) }
    }

    /// Searches the nodes whose text occurs in `value`. Each once, however often it occurs: what a client repeats must not
    /// multiply the work.
    @inline(never)
    private func searchInfixes(
        _ root: ByteTrie.Root, _ value: UnsafeRawBufferPointer, _ request: RequestView, _ best: inout Int
    ) {
        Marks.with(self.nodes.count) { seen in
            for start in value.indices {
                var walk = ByteTrie.Walk(root, from: start)
                while let node = self.trie.next(&walk, in: value) {
                    if seen.mark(node) { self.search(node, request, &best) }
                }
            }
        }
    }

    /// Looks the request's headers up among many names.
    @inline(never)
    func followHeaders(_ names: ByteTrie.Root, _ request: RequestView, _ best: inout Int) {
        for (index, field) in request.fields.enumerated() {
            let name = request.slice(field.name)
            guard let place = self.trie.exact(names, name) else { continue }
            let branch = self.branches[place]
            // A repeated header was dealt with, joined, when its first field was met.
            guard branch.firstOrdinal < best, request.isFirst(index) else { continue }
            request.withHeader(name, field.id) { value in
                if let value { self.search(branch, value, request, &best) }
            }
        }
    }

    /// Looks the request's query parameters up among many names. The first occurrence counts (semantics M5).
    @inline(never)
    func followParameters(_ names: ByteTrie.Root, _ request: RequestView, _ best: inout Int) {
        Marks.with(self.branches.count) { seen in
            var parameters = QueryParameters(request.slice(request.query))
            while let (name, value) = parameters.next() {
                guard let place = self.trie.exact(names, name), seen.mark(place) else { continue }
                self.search(self.branches[place], value, request, &best)
            }
        }
    }
}

/// A set of small numbers for the length of one lookup.
private struct Marks {
    private let words: UnsafeMutableBufferPointer<UInt64>

    /// Calls `body` with an empty set for the numbers below `bound`.
    @inline(__always)
    static func with(_ bound: Int, _ body: (Marks) -> Void) {
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: bound / 64 + 1) { words in
            words.initialize(repeating: 0)
            body(Marks(words: words))
        }
    }

    /// Adds a number; false when it is there already.
    @inline(__always)
    func mark(_ number: Int) -> Bool {
        let bit: UInt64 = 1 << UInt64(number & 63)
        if self.words[number >> 6] & bit != 0 { return false }
        self.words[number >> 6] |= bit
        return true
    }
}
