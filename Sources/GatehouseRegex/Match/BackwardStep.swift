/// The inner loop of ``Viability``: from the instructions viable at one position to those viable one byte before.
///
/// Works on borrowed storage, and only for the length of a call: bounds and uniqueness checks would take several times
/// as long as the work itself. What it indexes by comes from the program, never from the text.
struct BackwardStep {
    let byteStarts: UnsafeBufferPointer<Int32>
    let byteEdges: UnsafeBufferPointer<Predecessors.ByteEdge>
    let emptyStarts: UnsafeBufferPointer<Int32>
    let emptyEdges: UnsafeBufferPointer<Predecessors.EmptyEdge>
    /// Room for as many instructions as the program has.
    let waiting: UnsafeMutableBufferPointer<Int32>
    private var waitingCount = 0
    /// How many edges have been looked at.
    private(set) var steps = 0

    /// Calls `body` with the edges of a program.
    static func with<Result>(
        _ predecessors: Predecessors, waiting: inout [Int32], _ body: (inout Self) -> Result
    ) -> Result {
        predecessors.byteStarts.withUnsafeBufferPointer { byteStarts in
            predecessors.byteEdges.withUnsafeBufferPointer { byteEdges in
                predecessors.emptyStarts.withUnsafeBufferPointer { emptyStarts in
                    predecessors.emptyEdges.withUnsafeBufferPointer { emptyEdges in
                        waiting.withUnsafeMutableBufferPointer { waiting in
                            var step = Self(
                                byteStarts: byteStarts, byteEdges: byteEdges, emptyStarts: emptyStarts,
                                emptyEdges: emptyEdges, waiting: waiting)
                            return body(&step)
                        }
                    }
                }
            }
        }
    }

    private init(
        byteStarts: UnsafeBufferPointer<Int32>, byteEdges: UnsafeBufferPointer<Predecessors.ByteEdge>,
        emptyStarts: UnsafeBufferPointer<Int32>, emptyEdges: UnsafeBufferPointer<Predecessors.EmptyEdge>,
        waiting: UnsafeMutableBufferPointer<Int32>
    ) {
        self.byteStarts = byteStarts
        self.byteEdges = byteEdges
        self.emptyStarts = emptyStarts
        self.emptyEdges = emptyEdges
        self.waiting = waiting
    }

    /// Adds to `row` what leads to a member of `following` by `byte`.
    mutating func consume(
        _ byte: UInt8, into row: UnsafeMutableBufferPointer<UInt64>, from following: UnsafeMutableBufferPointer<UInt64>
    ) {
        for index in following.indices {
            var word = following[index]
            while word != 0 {
                let member = index << 6 + word.trailingZeroBitCount
                word &= word &- 1
                var edge = Int(self.byteStarts[member])
                let end = Int(self.byteStarts[member + 1])
                self.steps &+= end &- edge
                while edge < end {
                    let candidate = self.byteEdges[edge]
                    if candidate.low <= byte, byte <= candidate.high { self.insert(candidate.source, into: row) }
                    edge &+= 1
                }
            }
        }
    }

    /// Adds an instruction and remembers to look at what leads to it.
    mutating func insert(_ member: Int32, into row: UnsafeMutableBufferPointer<UInt64>) {
        let bit: UInt64 = 1 << UInt64(member & 63)
        guard row[Int(member >> 6)] & bit == 0 else { return }
        row[Int(member >> 6)] |= bit
        self.waiting[self.waitingCount] = member
        self.waitingCount &+= 1
    }

    /// Adds to `row` what leads to a member and consumes nothing, where its condition holds.
    mutating func close(_ row: UnsafeMutableBufferPointer<UInt64>, where holding: Assertion) {
        while self.waitingCount > 0 {
            self.waitingCount &-= 1
            let member = Int(self.waiting[self.waitingCount])
            var edge = Int(self.emptyStarts[member])
            let end = Int(self.emptyStarts[member + 1])
            self.steps &+= end &- edge
            while edge < end {
                let candidate = self.emptyEdges[edge]
                if holding.isSuperset(of: candidate.condition) { self.insert(candidate.source, into: row) }
                edge &+= 1
            }
        }
    }
}
