import GatehouseHTTP

/// Sets of byte strings with payloads, each searched for a whole text and for all of its prefixes in one walk.
///
/// Radix trees in two flat arrays that they share; a tree is known by its root. A walk costs at most a comparison per
/// byte of the text, whatever the set holds and whoever chose the text: there is no hash to collide. Read-only once
/// built.
struct ByteTrie: Sendable {
    /// A tree; the place of its root.
    typealias Root = Int32

    /// In which direction and how a text is read.
    enum Reading {
        case forwards
        case folded
        /// From the end, ASCII case aside; what is stored is written backwards.
        case backwardsFolded
    }

    fileprivate struct Node {
        /// Where the bytes on the edge that leads here begin in `labels`.
        var labelStart: Int32
        var labelCount: Int32
        /// The payload of the text that ends here, for texts that equal it; -1 for none.
        var exact: Int32
        /// The payload of the text that ends here, for texts that begin with it; -1 for none.
        var prefix: Int32
        var firstChild: Int32
        var childCount: Int32
    }

    private var nodes: [Node] = []
    /// The first byte of every node's label, so that children, which are neighbours, are searched in one cache line.
    private var firstBytes: [UInt8] = []
    private var labels: [UInt8] = []
}

extension ByteTrie {
    /// One text of a tree under construction.
    struct Entry {
        var text: [UInt8]
        /// For texts that equal `text`; -1 for none.
        var exact: Int32 = -1
        /// For texts that begin with `text`; -1 for none.
        var prefix: Int32 = -1
    }

    /// Adds a tree of `entries`, which hold no text twice.
    mutating func add(_ entries: [Entry]) -> Root {
        let sorted = entries.sorted { $0.text.precedes($1.text) }
        let root = self.nodes.count
        self.append(byte: 0, labelStart: 0, labelCount: 0)
        // Nodes whose entries still have to be spread over children; `depth` bytes of those are spent.
        var open: [(node: Int, entries: Range<Int>, depth: Int)] = [(root, sorted.indices, 0)]
        var next = 0
        while next < open.count {
            let (node, range, depth) = open[next]
            next += 1
            var low = range.lowerBound
            if low < range.upperBound, sorted[low].text.count == depth {
                self.nodes[node].exact = sorted[low].exact
                self.nodes[node].prefix = sorted[low].prefix
                low += 1
            }
            self.nodes[node].firstChild = Int32(truncatingIfNeeded: self.nodes.count)
            while low < range.upperBound {
                let byte = sorted[low].text[depth]
                var end = low + 1
                while end < range.upperBound, sorted[end].text[depth] == byte { end += 1 }
                let length = sorted[low].text.sharedLength(with: sorted[end - 1].text, from: depth)
                open.append((self.nodes.count, low..<end, depth + length))
                self.append(byte: byte, labelStart: self.labels.count, labelCount: length)
                self.labels.append(contentsOf: sorted[low].text[depth..<(depth + length)])
                self.nodes[node].childCount += 1
                low = end
            }
        }
        return Root(truncatingIfNeeded: root)
    }

    private mutating func append(byte: UInt8, labelStart: Int, labelCount: Int) {
        self.firstBytes.append(byte)
        self.nodes.append(
            Node(
                labelStart: Int32(truncatingIfNeeded: labelStart), labelCount: Int32(truncatingIfNeeded: labelCount),
                exact: -1, prefix: -1, firstChild: 0, childCount: 0))
    }
}

extension ByteTrie {
    /// A walk along one text.
    struct Walk {
        fileprivate var node: Int
        fileprivate var position: Int
        fileprivate var isAtNode = true

        /// A walk that reads from `position` on.
        @inline(__always)
        init(_ root: Root, from position: Int = 0) {
            self.node = Int(root)
            self.position = position
        }
    }

    /// The next payload along `text`: shorter prefixes first, the whole text last. Nil at the end.
    @inline(__always)
    func next(_ walk: inout Walk, in text: UnsafeRawBufferPointer, _ reading: Reading = .forwards) -> Int? {
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
            walk.node = self.child(of: node, text, &walk.position, reading)
            walk.isAtNode = true
        }
        return nil
    }

    /// The payload of exactly `text`; nil for none.
    @inline(__always)
    func exact(_ root: Root, _ text: UnsafeRawBufferPointer, _ reading: Reading = .forwards) -> Int? {
        var place = Int(root)
        var position = 0
        while place >= 0 {
            let node = self.nodes[place]
            if position == text.count { return node.exact >= 0 ? Int(node.exact) : nil }
            place = self.child(of: node, text, &position, reading)
        }
        return nil
    }

    /// The child that continues `text`, with the position moved past its label; -1 for none.
    @inline(__always)
    private func child(
        of node: Node, _ text: UnsafeRawBufferPointer, _ position: inout Int, _ reading: Reading
    ) -> Int {
        let wanted = text.byte(position, reading)
        var low = Int(node.firstChild)
        let end = low + Int(node.childCount)
        var high = end
        while low < high {
            let middle = (low + high) >> 1
            if self.firstBytes[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        guard low < end, self.firstBytes[low] == wanted else { return -1 }
        let count = Int(self.nodes[low].labelCount)
        guard text.count - position >= count else { return -1 }
        let start = Int(self.nodes[low].labelStart)
        var offset = 1
        while offset < count {
            if self.labels[start + offset] != text.byte(position + offset, reading) { return -1 }
            offset += 1
        }
        position += count
        return low
    }
}

extension UnsafeRawBufferPointer {
    /// The byte at `position`, counted in the direction of reading.
    @inline(__always)
    fileprivate func byte(_ position: Int, _ reading: ByteTrie.Reading) -> UInt8 {
        switch reading {
        case .forwards: self[position]
        case .folded: self[position].lowercased
        case .backwardsFolded: self[self.count - 1 - position].lowercased
        }
    }
}

extension [UInt8] {
    fileprivate func precedes(_ other: [UInt8]) -> Bool {
        self.withUnsafeBytes { left in other.withUnsafeBytes { left.precedes($0) } }
    }

    /// How many bytes from `depth` on are the same in both. The first and the last of a sorted range share what all do.
    fileprivate func sharedLength(with other: [UInt8], from depth: Int) -> Int {
        let limit = Swift.min(self.count, other.count)
        var index = depth
        while index < limit, self[index] == other[index] { index += 1 }
        return index - depth
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func precedes(_ other: UnsafeRawBufferPointer) -> Bool {
        let limit = Swift.min(self.count, other.count)
        for index in 0..<limit where self[index] != other[index] { return self[index] < other[index] }
        return self.count < other.count
    }
}
