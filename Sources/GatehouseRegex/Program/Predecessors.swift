/// A program's edges turned round: which instructions lead to which.
struct Predecessors: Sendable {
    /// An instruction that consumes a byte of this range.
    struct ByteEdge: Sendable {
        let low: UInt8
        let high: UInt8
        let source: Int32
    }

    /// An instruction that consumes nothing and asks for this condition.
    struct EmptyEdge: Sendable {
        let condition: Assertion
        let source: Int32
    }

    /// The byte edges to instruction n begin at `byteStarts[n]` and end where those to the next begin.
    let byteStarts: [Int32]
    let byteEdges: [ByteEdge]
    /// The same for empty edges.
    let emptyStarts: [Int32]
    let emptyEdges: [EmptyEdge]

    init(of program: Program) {
        var bytes: [(target: Int32, edge: ByteEdge)] = []
        var empty: [(target: Int32, edge: EmptyEdge)] = []
        for (index, instruction) in program.instructions.enumerated() {
            let source = Int32(index)
            switch instruction {
            case .match: break
            case .bytes(let range):
                for transition in program.transitions[Int(range.lowerBound)..<Int(range.upperBound)] {
                    bytes.append((transition.next, .init(low: transition.low, high: transition.high, source: source)))
                }
            case .split(let first, let second):
                empty.append((first, .init(condition: [], source: source)))
                empty.append((second, .init(condition: [], source: source)))
            case .assert(let assertion, let next): empty.append((next, .init(condition: assertion, source: source)))
            case .save(_, let next): empty.append((next, .init(condition: [], source: source)))
            }
        }
        let count = program.instructions.count
        (self.byteStarts, self.byteEdges) = Self.grouped(bytes, count: count)
        (self.emptyStarts, self.emptyEdges) = Self.grouped(empty, count: count)
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
