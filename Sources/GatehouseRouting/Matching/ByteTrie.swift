import GatehouseHTTP

/// A set of byte strings with payloads that is searched for a whole text and for all of its prefixes in one walk.
///
/// A radix tree in two flat arrays. The walk costs at most a comparison per byte of the text, whatever the set holds
/// and whoever chose the text: there is no hash to collide. Read-only once built.
struct ByteTrie: Sendable {
    private struct Node {
        /// The bytes on the edge that leads here.
        var label: ByteSpan
        /// The payload of the text that ends here, for texts that equal it; -1 for none.
        var exact: Int32
        /// The payload of the text that ends here, for texts that begin with it; -1 for none.
        var prefix: Int32
        var firstChild: Int32
        var childCount: Int32
    }

    private struct ByteSpan {
        var start: Int32
        var count: Int32
    }

    private let nodes: [Node]
    /// The first byte of every node's label, so that children, which are neighbours, are searched in one cache line.
    private let firstBytes: [UInt8]
    private let labels: [UInt8]

    /// Whether nothing was put in.
    var isEmpty: Bool { self.nodes.count == 1 && self.nodes[0].exact < 0 && self.nodes[0].prefix < 0 }
}

extension ByteTrie {
    /// One text of a trie under construction.
    struct Entry {
        var text: [UInt8]
        /// For texts that equal `text`; -1 for none.
        var exact: Int32 = -1
        /// For texts that begin with `text`; -1 for none.
        var prefix: Int32 = -1
    }

    /// A trie of `entries`, which hold no text twice.
    init(_ entries: [Entry]) {
        let sorted = entries.sorted { $0.text.lexicographicallyPrecedes($1.text) }
        var labels: [UInt8] = []
        var nodes = [Node(label: ByteSpan(start: 0, count: 0), exact: -1, prefix: -1, firstChild: 0, childCount: 0)]
        var firstBytes: [UInt8] = [0]
        // Nodes whose entries still have to be spread over children; `depth` bytes of those are spent.
        var open: [(node: Int, entries: Range<Int>, depth: Int)] = [(0, sorted.indices, 0)]
        var next = 0
        while next < open.count {
            let (node, range, depth) = open[next]
            next += 1
            var rest = range
            if let first = rest.first, sorted[first].text.count == depth {
                nodes[node].exact = sorted[first].exact
                nodes[node].prefix = sorted[first].prefix
                rest = (first + 1)..<rest.upperBound
            }
            nodes[node].firstChild = Int32(truncatingIfNeeded: nodes.count)
            while let first = rest.first {
                let byte = sorted[first].text[depth]
                let end = rest.first { sorted[$0].text[depth] != byte } ?? rest.upperBound
                let length = Self.sharedLength(sorted[first].text, sorted[end - 1].text, from: depth)
                let label = ByteSpan(
                    start: Int32(truncatingIfNeeded: labels.count), count: Int32(truncatingIfNeeded: length))
                labels.append(contentsOf: sorted[first].text[depth..<(depth + length)])
                open.append((nodes.count, first..<end, depth + length))
                nodes.append(Node(label: label, exact: -1, prefix: -1, firstChild: 0, childCount: 0))
                firstBytes.append(byte)
                nodes[node].childCount += 1
                rest = end..<rest.upperBound
            }
        }
        self.nodes = nodes
        self.firstBytes = firstBytes
        self.labels = labels
    }

    /// How many bytes two texts have in common from `depth` on. In a sorted range, the first's and the last's.
    private static func sharedLength(_ first: [UInt8], _ last: [UInt8], from depth: Int) -> Int {
        let limit = min(first.count, last.count)
        var index = depth
        while index < limit, first[index] == last[index] { index += 1 }
        return index - depth
    }
}

extension ByteTrie {
    /// A walk along one text.
    struct Walk {
        fileprivate var node = 0
        fileprivate var position = 0
        fileprivate var isAtNode = true
    }

    /// The next payload along `text`: shorter prefixes first, the whole text last. Nil at the end.
    @inline(__always)
    func next(_ walk: inout Walk, in text: UnsafeRawBufferPointer, folding: Bool) -> Int? {
        while walk.node >= 0 {
            let node = self.nodes[walk.node]
            if walk.isAtNode {
                walk.isAtNode = false
                if node.prefix >= 0 { return Int(node.prefix) }
            }
            guard walk.position < text.count else {
                walk.node = -1
                return node.exact >= 0 ? Int(node.exact) : nil
            }
            walk.node = self.child(of: node, text, &walk.position, folding)
            walk.isAtNode = true
        }
        return nil
    }

    /// The child that continues `text`, with the position moved past its label; -1 for none.
    @inline(__always)
    private func child(of node: Node, _ text: UnsafeRawBufferPointer, _ position: inout Int, _ folding: Bool) -> Int {
        let wanted = folding ? text[position].lowercased : text[position]
        var low = Int(node.firstChild)
        var high = low + Int(node.childCount)
        while low < high {
            let middle = (low + high) >> 1
            if self.firstBytes[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        guard low < Int(node.firstChild) + Int(node.childCount), self.firstBytes[low] == wanted else { return -1 }
        let label = self.nodes[low].label
        guard text.count - position >= Int(label.count) else { return -1 }
        var offset = 1
        while offset < Int(label.count) {
            let byte = text[position + offset]
            if self.labels[Int(label.start) + offset] != (folding ? byte.lowercased : byte) { return -1 }
            offset += 1
        }
        position += Int(label.count)
        return low
    }

    /// The payload of exactly `text`.
    func exact(_ text: UnsafeRawBufferPointer, folding: Bool = false) -> Int? {
        var node = 0
        var position = 0
        while node >= 0 {
            if position == text.count {
                let payload = self.nodes[node].exact
                return payload >= 0 ? Int(payload) : nil
            }
            node = self.child(of: self.nodes[node], text, &position, folding)
        }
        return nil
    }
}
