/// The Huffman code of HPACK (RFC 7541 appendix B), decoded four bits at a time.
enum HPACKHuffman {
    /// The length of every symbol's code in bits, the end-of-string symbol last. The code is canonical: codes of one
    /// length follow one another in the order of their symbols, so that the lengths are all there is to know.
    private static let lengths: [UInt8] = [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28,
        28, 28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15,
        6, 12, 10, 13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, 20, 22,
        20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23,
        23, 24, 22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22,
        22, 22, 23, 22, 22, 23, 26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26,
        27, 24, 21, 21, 26, 26, 28, 27, 27, 27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27,
        26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, 30,
    ]

    /// What four bits do in one state.
    private struct Step {
        /// The state after them.
        var next: UInt16
        /// The symbol that they complete; at most one, since no code is shorter than five bits.
        var symbol: UInt8
        var completesSymbol: Bool
        /// Whether they spell the end-of-string symbol, which is an error in a string.
        var fails: Bool
    }

    private struct Machine {
        /// By state and four bits.
        var steps: [Step] = []
        /// By state: whether a string may end there, because all bits since the last symbol are ones and there are
        /// fewer than eight of them.
        var mayEnd: [Bool] = []
    }

    private static let machine = makeMachine()

    /// Appends what `coded` stands for to `output`.
    ///
    /// - Returns: false when it is no Huffman-coded string (RFC 7541 section 5.2), or when more than `limit` bytes would
    ///   be appended.
    static func decode(_ coded: UnsafeRawBufferPointer, limit: Int, into output: inout [UInt8]) -> Bool {
        let end = output.count + limit
        return self.machine.steps.withUnsafeBufferPointer { steps in
            var state = 0
            /// Goes on by four bits; false when that is an error.
            func advance(by bits: UInt8) -> Bool {
                let step = steps[state << 4 | Int(bits)]
                if step.fails { return false }
                if step.completesSymbol {
                    guard output.count < end else { return false }
                    output.append(step.symbol)
                }
                state = Int(step.next)
                return true
            }
            for byte in coded {
                guard advance(by: byte >> 4), advance(by: byte & 15) else { return false }
            }
            return self.machine.mayEnd[state]
        }
    }

    // MARK: Building

    private static let endOfString = 256

    /// The tree of codes, each node two children: a node's number, or -1 minus a symbol.
    private static func makeTree() -> [(zero: Int, one: Int)] {
        var tree = [(zero: 0, one: 0)]
        var code: UInt32 = 0
        var length: UInt8 = 0
        for symbol in self.lengths.indices.sorted(by: { (self.lengths[$0], $0) < (self.lengths[$1], $1) }) {
            code <<= UInt32(self.lengths[symbol] - length)
            length = self.lengths[symbol]
            var node = 0
            for bit in (0..<length).reversed() {
                let isOne = code >> UInt32(bit) & 1 == 1
                var child = isOne ? tree[node].one : tree[node].zero
                if bit == 0 {
                    child = -1 - symbol
                } else if child == 0 {
                    tree.append((0, 0))
                    child = tree.count - 1
                }
                if isOne { tree[node].one = child } else { tree[node].zero = child }
                node = max(0, child)
            }
            code += 1
        }
        return tree
    }

    private static func makeMachine() -> Machine {
        let tree = self.makeTree()
        var machine = Machine()
        for state in tree.indices {
            for bits in 0..<16 {
                var step = Step(next: 0, symbol: 0, completesSymbol: false, fails: false)
                var node = state
                for shift in (0..<4).reversed() {
                    let child = bits >> shift & 1 == 1 ? tree[node].one : tree[node].zero
                    if child >= 0 {
                        node = child
                        continue
                    }
                    let symbol = -1 - child
                    if symbol == self.endOfString { step.fails = true }
                    step.symbol = UInt8(truncatingIfNeeded: symbol)
                    step.completesSymbol = true
                    node = 0
                }
                step.next = UInt16(node)
                machine.steps.append(step)
            }
        }
        machine.mayEnd = Array(repeating: false, count: tree.count)
        var node = 0
        for _ in 0..<8 {
            machine.mayEnd[node] = true
            node = max(0, tree[node].one)
        }
        return machine
    }
}
