/// Which instructions lead to a match from each position of a text, found from the end to the beginning.
///
/// This is what makes matching linear. Whoever knows it can walk forwards and take the preferred way at each split,
/// with no thread that dies and no step back; and one pass serves all matches of a text, where searching again from the
/// end of each match would read the text again and again (`a.*b|a` on `aaaa…`).
///
/// Rows are kept for one block of positions at a time and are found again from a checkpoint when another block is
/// needed, so that memory grows with the square root of the text.
struct Viability {
    /// What a match must cover.
    enum Extent {
        /// Any part of the text.
        case part
        /// All of it up to the end.
        case toEnd
    }

    private let program: Program
    private let predecessors: Predecessors
    private let text: UnsafeRawBufferPointer
    private let extent: Extent
    private let blockLength: Int
    private let wordsPerRow: Int
    /// For each block, the members at its last position, which is the first of the next block.
    private var checkpoints: [[Int32]] = []
    private var block = 0
    private var rows: [UInt64]
    private var current: IndexSet
    private var following: IndexSet
    /// How many edges have been looked at: the work, for tests.
    private(set) var steps = 0

    init(_ program: Program, _ predecessors: Predecessors, in text: UnsafeRawBufferPointer, extent: Extent) {
        self.program = program
        self.predecessors = predecessors
        self.text = text
        self.extent = extent
        self.blockLength = max(256, Int(Double(text.count).squareRoot()))
        self.wordsPerRow = (program.instructions.count + 63) / 64
        self.current = IndexSet(below: program.instructions.count)
        self.following = self.current
        let rowCount = min(self.blockLength, text.count) + 1
        self.rows = [UInt64](repeating: 0, count: rowCount * self.wordsPerRow)

        let blockCount = text.count / self.blockLength + 1
        self.checkpoints = [[Int32]](repeating: [], count: blockCount)
        for block in (0..<blockCount).reversed() {
            self.load(block)
            if block > 0 { self.checkpoints[block - 1] = self.current.members }
        }
    }

    /// Whether a match can be completed from here with `instruction`.
    mutating func contains(_ instruction: Int32, at position: Int) -> Bool {
        // A block's last position is also the next one's first, so that a look ahead seldom changes the block.
        let place = position - self.block * self.blockLength
        guard place >= 0, place <= self.blockLength else {
            self.load(position / self.blockLength)
            return self.contains(instruction, inRow: position - self.block * self.blockLength)
        }
        return self.contains(instruction, inRow: place)
    }

    private func contains(_ instruction: Int32, inRow row: Int) -> Bool {
        let word = self.rows[row * self.wordsPerRow + Int(instruction >> 6)]
        return word & (1 << UInt64(instruction & 63)) != 0
    }

    /// Finds the rows of a block; `current` is then that of its first position.
    private mutating func load(_ block: Int) {
        self.block = block
        let first = block * self.blockLength
        let last = min(first + self.blockLength, self.text.count)
        self.current.removeAll()
        if last == self.text.count {
            self.current.insert(Program.match)
            self.close(at: last)
        } else {
            for member in self.checkpoints[block] { self.current.insert(member) }
        }
        self.writeRow(last - first)
        var position = last
        while position > first {
            position -= 1
            self.stepBack(to: position)
            self.writeRow(position - first)
        }
    }

    private mutating func stepBack(to position: Int) {
        swap(&self.current, &self.following)
        self.current.removeAll()
        let byte = self.text[position]
        for member in self.following.members {
            for edge in self.predecessors.byteEdges(to: member) {
                self.steps &+= 1
                if edge.low <= byte, byte <= edge.high { self.current.insert(edge.source) }
            }
        }
        if self.extent == .part { self.current.insert(Program.match) }
        self.close(at: position)
    }

    /// Adds what leads to a member without consuming a byte.
    private mutating func close(at position: Int) {
        let holding: Assertion =
            self.program.assertions.isEmpty ? [] : Assertion(at: position, in: self.text)
        var index = 0
        while index < self.current.members.count {
            for source in self.predecessors.emptyEdges(to: self.current.members[index]) {
                self.steps &+= 1
                if case .assert(let assertion, _) = self.program.instructions[Int(source)],
                    !holding.isSuperset(of: assertion)
                {
                    continue
                }
                self.current.insert(source)
            }
            index += 1
        }
    }

    private mutating func writeRow(_ row: Int) {
        let start = row * self.wordsPerRow
        for word in start..<(start + self.wordsPerRow) { self.rows[word] = 0 }
        for member in self.current.members {
            self.rows[start + Int(member >> 6)] |= 1 << UInt64(member & 63)
        }
    }
}
