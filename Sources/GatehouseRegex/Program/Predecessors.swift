/// A program's edges turned round: which instructions lead to which.
struct Predecessors: Sendable {
    /// A byte edge against its direction.
    struct ByteEdge: Sendable {
        let low: UInt8
        let high: UInt8
        let source: Int32
    }

    private let byteStarts: [Int32]
    private let byteEdges: [ByteEdge]
    private let emptyStarts: [Int32]
    private let emptyEdges: [Int32]

    init(of program: Program) {
        var bytes: [(target: Int32, edge: ByteEdge)] = []
        var empty: [(target: Int32, edge: Int32)] = []
        for (index, instruction) in program.instructions.enumerated() {
            let source = Int32(index)
            switch instruction {
            case .match: break
            case .bytes(let range):
                for transition in program.transitions[Int(range.lowerBound)..<Int(range.upperBound)] {
                    bytes.append((transition.next, .init(low: transition.low, high: transition.high, source: source)))
                }
            case .split(let first, let second): empty += [(first, source), (second, source)]
            case .assert(_, let next), .save(_, let next): empty.append((next, source))
            }
        }
        let count = program.instructions.count
        (self.byteStarts, self.byteEdges) = Self.grouped(bytes, count: count)
        (self.emptyStarts, self.emptyEdges) = Self.grouped(empty, count: count)
    }

    /// The instructions that consume a byte and go on with `target`.
    func byteEdges(to target: Int32) -> ArraySlice<ByteEdge> {
        self.byteEdges[Int(self.byteStarts[Int(target)])..<Int(self.byteStarts[Int(target) + 1])]
    }

    /// The instructions that go on with `target` and consume nothing.
    func emptyEdges(to target: Int32) -> ArraySlice<Int32> {
        self.emptyEdges[Int(self.emptyStarts[Int(target)])..<Int(self.emptyStarts[Int(target) + 1])]
    }

    /// Sorts edges by their targets, by counting: programs may have hundreds of thousands.
    private static func grouped<Edge>(_ edges: [(target: Int32, edge: Edge)], count: Int) -> ([Int32], [Edge]) {
        var starts = [Int32](repeating: 0, count: count + 1)
        for edge in edges { starts[Int(edge.target) + 1] += 1 }
        for index in 0..<count { starts[index + 1] += starts[index] }
        var free = starts
        var order = [Int32](repeating: 0, count: edges.count)
        for (index, edge) in edges.enumerated() {
            order[Int(free[Int(edge.target)])] = Int32(index)
            free[Int(edge.target)] += 1
        }
        return (starts, order.map { edges[Int($0)].edge })
    }
}
