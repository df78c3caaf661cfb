extension YAMLTree {
    /// Notes the keys of a mapping that repeat an earlier one.
    mutating func findRepeatedKeys(of mapping: Int) {
        let node = self.nodes[mapping]
        let pairs = Int(node.count) / 2
        if pairs < 2 { return }
        var keys: [Int] = []
        keys.reserveCapacity(pairs)
        var key = mapping + 1
        while key < Int(node.end) {
            keys.append(key)
            key = Int(self.nodes[Int(self.nodes[key].end)].end)
        }
        if pairs <= 16 {
            for later in 1..<pairs where keys[..<later].contains(where: { self.isSameText($0, keys[later]) }) {
                self.repeatedKeys.append(keys[later])
            }
        } else {
            var seen: Set<ArraySlice<UInt8>> = []
            for key in keys where !seen.insert(self.text(self.resolved(key))).inserted { self.repeatedKeys.append(key) }
        }
    }

    private func isSameText(_ left: Int, _ right: Int) -> Bool {
        let (left, right) = (self.resolved(left), self.resolved(right))
        return self.nodes[left].count == self.nodes[right].count && self.text(left) == self.text(right)
    }
}
