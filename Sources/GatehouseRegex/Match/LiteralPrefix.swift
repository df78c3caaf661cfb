extension Program {
    /// The bytes that every text begins with that matches from its beginning, or as many of them as can be told.
    ///
    /// Conditions are taken to hold, which can only make the prefix shorter than it could be.
    func literalPrefix() -> [UInt8] {
        var prefix: [UInt8] = []
        var reached = IndexSet(below: self.instructions.count)
        var kernel = [self.start]
        while prefix.count < Limits.literalPrefix {
            guard let (byte, next) = self.onlyByte(after: kernel, using: &reached) else { break }
            prefix.append(byte)
            kernel = next
        }
        return prefix
    }

    /// The one byte that can come next, and what comes after it; `nil` if there are several or the text may end.
    private func onlyByte(after kernel: [Int32], using reached: inout IndexSet) -> (UInt8, next: [Int32])? {
        reached.removeAll()
        for member in kernel { reached.insert(member) }
        var only: UInt8?
        var next: [Int32] = []
        var index = 0
        while index < reached.members.count {
            switch self.instructions[Int(reached.members[index])] {
            case .match: return nil
            case .split(let first, let second):
                reached.insert(first)
                reached.insert(second)
            case .assert(_, let target), .save(_, let target): reached.insert(target)
            case .bytes(let range):
                for transition in self.transitions[Int(range.lowerBound)..<Int(range.upperBound)] {
                    guard transition.low == transition.high, only == nil || only == transition.low else { return nil }
                    only = transition.low
                    next.append(transition.next)
                }
            }
            index += 1
        }
        return only.map { ($0, next) }
    }
}
