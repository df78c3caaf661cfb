/// A parsed document as one flat list: each node is followed by its children, so that a subtree is a range of indices.
///
/// In a mapping keys and values alternate. Text stays in the file's bytes where it is written there as it is meant;
/// text with escapes or folded lines is in `pool`.
struct YAMLTree {
    /// One value of the document.
    struct Node {
        /// What a node is.
        enum Kind: UInt8 {
            /// Nothing where a value could be.
            case null
            /// Text without quotes, which may yet mean null, a boolean or a number.
            case plain
            /// Text in quotes or in a block: a string.
            case text
            case sequence
            case mapping
            /// Another node, named by its anchor.
            case alias
        }

        var kind: Kind
        /// Whether the text is in `pool`.
        var isPooled = false
        /// From 1.
        var line: Int32
        /// Where the text begins; for an alias the node that it stands for.
        var start: Int32 = 0
        /// Bytes of text, or nodes right below.
        var count: Int32 = 0
        /// The index after the last node below.
        var end: Int32
    }

    /// The bytes of the whole file.
    let bytes: [UInt8]
    /// Every node, the root first.
    var nodes: [Node] = []
    /// Text that is not in `bytes`.
    var pool: [UInt8] = []
    /// Values that all aliases together stand for.
    var aliasedNodes = 0
    /// Keys that repeat an earlier one of their mapping.
    var repeatedKeys: [Int] = []

    /// The node that an alias stands for, or the node itself.
    func resolved(_ index: Int) -> Int {
        let node = self.nodes[index]
        return node.kind == .alias ? Int(node.start) : index
    }

    /// The bytes of a scalar.
    func text(_ index: Int) -> ArraySlice<UInt8> {
        let node = self.nodes[index]
        let range = Int(node.start)..<Int(node.start + node.count)
        return node.isPooled ? self.pool[range] : self.bytes[range]
    }

    /// The text of a scalar.
    func string(_ index: Int) -> String { String(decoding: self.text(index), as: UTF8.self) }

    /// The line of a node, from 1.
    func line(_ index: Int) -> Int { Int(self.nodes[index].line) }
}
