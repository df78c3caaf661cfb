/// Reads one YAML document into a tree, in one pass and in time and memory bounded by `YAMLLimits`.
///
/// All of YAML 1.2 that Kubernetes manifests use, JSON included: block and flow collections, the five styles of scalar,
/// anchors and aliases, the core tags, explicit keys. Not accepted: keys that are collections, and tags of one's own.
/// Tags and plain scalars are interpreted later, by whoever knows the type that is wanted.
struct YAMLParser {
    let bytes: [UInt8]
    let end: Int
    let limits: YAMLLimits

    var position: Int
    var line: Int
    /// Where the current line begins.
    var lineStart: Int

    var tree: YAMLTree
    var depth = 0
    var anchors: [String: Anchor] = [:]

    /// A node with a name, and how many values it stands for.
    struct Anchor {
        var node: Int
        var size: Int
    }

    private init(bytes: [UInt8], chunk: YAMLDocuments.Chunk, limits: YAMLLimits) {
        self.bytes = bytes
        self.end = chunk.range.upperBound
        self.limits = limits
        self.position = chunk.range.lowerBound
        self.line = chunk.line
        self.lineStart = chunk.range.lowerBound
        self.tree = YAMLTree(bytes: bytes)
    }

    /// The tree of a document; nil when there is nothing in it but comments.
    static func parse(
        bytes: [UInt8], chunk: YAMLDocuments.Chunk, limits: YAMLLimits = YAMLLimits()
    ) throws(YAMLError) -> YAMLTree? {
        try YAMLEncoding.check(bytes, chunk: chunk)
        var parser = YAMLParser(bytes: bytes, chunk: chunk, limits: limits)
        return try parser.document() ? parser.tree : nil
    }

    private mutating func document() throws(YAMLError) -> Bool {
        // Directives, such as `%YAML 1.2`, say nothing that matters here.
        while self.current == UInt8(ascii: "%") {
            self.skipLine()
            self.skipBreak()
        }
        try self.skipToToken()
        if self.isAtEnd { return false }
        try self.node(Surroundings(indent: -1, owner: .document))
        try self.skipToToken()
        if !self.isAtEnd { throw self.misplaced() }
        return true
    }

    /// What is wrong with the token here, which continues nothing.
    func misplaced() -> YAMLError {
        guard self.isFirstOnLine else {
            return self.error("There is text after the end of the value; quote the value or remove the text.")
        }
        return self.error(
            "The indentation of this line fits nothing above it; give it the same column as the lines that it belongs to."
        )
    }

    // MARK: Building the tree

    /// Adds a node. A collection's `end` and `count` are set by `close`.
    @discardableResult
    mutating func add(_ node: YAMLTree.Node) throws(YAMLError) -> Int {
        guard self.tree.nodes.count < self.limits.nodes else {
            throw self.limit("This document has more than \(self.limits.nodes) values; split it.")
        }
        self.tree.nodes.append(node)
        return self.tree.nodes.count - 1
    }

    /// Values so far, those behind aliases counted each time.
    var expandedNodes: Int { self.tree.nodes.count + self.tree.aliasedNodes }

    /// Counts the values behind an alias.
    mutating func expand(by size: Int) throws(YAMLError) {
        self.tree.aliasedNodes += size
        guard self.tree.aliasedNodes <= self.limits.aliasedNodes else {
            throw self.limit("The aliases of this file stand for too many values; write fewer of them.")
        }
    }

    /// Adds a collection that has not been read yet.
    mutating func open(_ kind: YAMLTree.Node.Kind, line: Int) throws(YAMLError) -> Int {
        self.depth += 1
        guard self.depth <= self.limits.depth else {
            throw self.limit(
                "Values are nested more than \(self.limits.depth) deep; nothing that is understood here is.")
        }
        return try self.add(YAMLTree.Node(kind: kind, line: Int32(clamping: line), end: 0))
    }

    /// Ends a collection.
    mutating func close(_ index: Int) {
        self.depth -= 1
        self.tree.nodes[index].end = Int32(clamping: self.tree.nodes.count)
        var children = 0
        var child = index + 1
        while child < self.tree.nodes.count {
            children += 1
            child = Int(self.tree.nodes[child].end)
        }
        self.tree.nodes[index].count = Int32(clamping: children)
        if self.tree.nodes[index].kind == .mapping { self.tree.findRepeatedKeys(of: index) }
    }

    // MARK: Errors

    func error(_ message: String, line: Int? = nil) -> YAMLError {
        YAMLError(reason: .syntax, line: line ?? self.line, message: message)
    }

    func limit(_ message: String) -> YAMLError {
        YAMLError(reason: .limit, line: self.line, message: message)
    }
}
