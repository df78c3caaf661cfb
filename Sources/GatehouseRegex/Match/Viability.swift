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

    private let predecessors: Predecessors
    private let hasConditions: Bool
    private let text: UnsafeRawBufferPointer
    private let extent: Extent
    private let blockLength: Int
    private let wordsPerRow: Int
    /// For each block but the last, the row of its last position, which is the first of the next block.
    private var checkpoints: [[UInt64]] = []
    private var block = 0
    /// A bit for each instruction at each position of the block, its last position included.
    private var rows: [UInt64]
    private var waiting: [Int32]
    /// How many edges have been looked at: the work, for tests.
    private(set) var steps = 0

    init(_ program: Program, _ predecessors: Predecessors, in text: UnsafeRawBufferPointer, extent: Extent) {
        self.predecessors = predecessors
        self.hasConditions = !program.assertions.isEmpty
        self.text = text
        self.extent = extent
        self.blockLength = max(256, Int(Double(text.count).squareRoot()))
        self.wordsPerRow = (program.instructions.count + 63) / 64
        self.rows = [UInt64](repeating: 0, count: (min(self.blockLength, text.count) + 1) * self.wordsPerRow)
        self.waiting = [Int32](repeating: 0, count: program.instructions.count)

        let lastBlock = text.count / self.blockLength
        self.checkpoints = [[UInt64]](repeating: [], count: lastBlock)
        self.load(lastBlock)
        for block in (0..<lastBlock).reversed() {
            self.checkpoints[block] = Array(self.rows[..<self.wordsPerRow])
            self.load(block)
        }
    }

    /// Whether a match can be completed from here with `instruction`.
    mutating func contains(_ instruction: Int32, at position: Int) -> Bool {
        // A block's last position is also the next one's first, so that a look ahead seldom changes the block.
        var row = position - self.block * self.blockLength
        if row < 0 || row > self.blockLength {
            self.load(position / self.blockLength)
            row = position - self.block * self.blockLength
        }
        let word = self.rows[row * self.wordsPerRow + Int(instruction >> 6)]
        return word & (1 << UInt64(instruction & 63)) != 0
    }

    /// Finds the rows of a block.
    private mutating func load(_ block: Int) {
        self.block = block
        let first = block * self.blockLength
        let last = min(first + self.blockLength, self.text.count)
        let isLastBlock = last == self.text.count
        let width = self.wordsPerRow
        let checkpoint = block < self.checkpoints.count ? self.checkpoints[block] : []
        let (text, extent, hasConditions) = (self.text, self.extent, self.hasConditions)
        let rows = { (rows: UnsafeMutableBufferPointer<UInt64>, position: Int) in
            UnsafeMutableBufferPointer(rebasing: rows[((position - first) * width)..<((position - first + 1) * width)])
        }
        self.steps &+= self.rows.withUnsafeMutableBufferPointer { storage in
            storage.update(repeating: 0)
            return BackwardStep.with(self.predecessors, waiting: &self.waiting) { step in
                for (index, word) in checkpoint.enumerated() { rows(storage, last)[index] = word }
                var position = isLastBlock ? last : last - 1
                while position >= first {
                    let row = rows(storage, position)
                    if position < last { step.consume(text[position], into: row, from: rows(storage, position + 1)) }
                    if extent == .part || position == text.count { step.insert(Program.match, into: row) }
                    step.close(row, where: hasConditions ? Assertion(at: position, in: text) : [])
                    position -= 1
                }
                return step.steps
            }
        }
    }
}
