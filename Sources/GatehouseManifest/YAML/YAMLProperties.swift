/// Anchors, tags and aliases.
extension YAMLParser {
    /// What may stand before a node: `&anchor` and `!tag`.
    struct Properties {
        /// What a tag says about a scalar.
        enum Tag {
            case none
            /// A string, whatever it looks like.
            case string
            /// A value to be interpreted, even in quotes.
            case plain
        }

        var anchor: String?
        var tag = Tag.none
        var isPresent = false
    }

    /// The properties here; afterwards the position is at the next token or at the end of the line.
    mutating func properties() throws(YAMLError) -> Properties {
        var properties = Properties()
        while true {
            switch self.current {
            case UInt8(ascii: "&"):
                if properties.anchor != nil { throw self.error("A value can't have two anchors.") }
                properties.anchor = try self.anchorName()
            case UInt8(ascii: "!"):
                properties.tag = try self.tag()
            default: return properties
            }
            properties.isPresent = true
            guard Self.endsToken(self.current) || Self.isFlowIndicator(self.current) else {
                throw self.error("A space has to follow an anchor or tag.")
            }
            self.skipBlanks()
        }
    }

    /// The name after `&` or `*`.
    mutating func anchorName() throws(YAMLError) -> String {
        let start = self.position + 1
        self.position = start
        while !Self.endsToken(self.current), !Self.isFlowIndicator(self.current) { self.position += 1 }
        if self.position == start { throw self.error("An anchor or alias has no name.") }
        return String(decoding: self.bytes[start..<self.position], as: UTF8.self)
    }

    private mutating func tag() throws(YAMLError) -> Properties.Tag {
        let start = self.position
        while !Self.endsToken(self.current), !Self.isFlowIndicator(self.current) { self.position += 1 }
        // `!<tag:yaml.org,2002:str>` has a comma in it.
        if self.bytes[start..<self.position].starts(with: "!<".utf8) {
            while !Self.endsToken(self.current) { self.position += 1 }
        }
        let text = String(decoding: self.bytes[start..<self.position], as: UTF8.self)
        var name = text[...]
        for prefix in ["!<tag:yaml.org,2002:", "!!"] where name.hasPrefix(prefix) { name.removeFirst(prefix.count) }
        if text.hasPrefix("!<"), name.hasSuffix(">") { name.removeLast() }
        switch name {
        case "!", "str": return .string
        case "int", "float", "bool", "null": return .plain
        case "map", "seq", "timestamp": return .none
        default: throw self.error("The tag `\(text)` is not known; remove it.")
        }
    }

    /// Gives a node that has just been read its name.
    mutating func register(_ properties: Properties, node: Int, sizeBefore: Int) {
        guard let anchor = properties.anchor else { return }
        self.anchors[anchor] = Anchor(node: node, size: self.expandedNodes - sizeBefore)
    }

    /// The alias here.
    mutating func alias() throws(YAMLError) -> Scalar {
        let line = self.line
        let name = try self.anchorName()
        // An alias inside its own anchor finds nothing either: a name is registered when its node is complete.
        guard let anchor = self.anchors[name] else {
            throw self.error("There is no anchor `&\(name)` before this alias.")
        }
        try self.expand(by: anchor.size)
        return Scalar(kind: .alias, start: self.tree.resolved(anchor.node), count: 0, line: line)
    }

    mutating func addNull(_ properties: Properties, line: Int) throws(YAMLError) {
        try self.add(Scalar(kind: .null, start: 0, count: 0, line: line), properties)
    }

    /// Adds a scalar or alias.
    mutating func add(_ scalar: Scalar, _ properties: Properties) throws(YAMLError) {
        if scalar.kind == .alias, properties.isPresent { throw self.error("An alias can't have an anchor or tag.") }
        var kind = scalar.kind
        switch properties.tag {
        case .none: break
        case .string: kind = .text
        case .plain: kind = .plain
        }
        let sizeBefore = self.expandedNodes
        let index = try self.add(
            YAMLTree.Node(
                kind: kind, isPooled: scalar.isPooled, line: Int32(clamping: scalar.line),
                start: Int32(clamping: scalar.start), count: Int32(clamping: scalar.count),
                end: Int32(clamping: self.tree.nodes.count + 1)))
        self.register(properties, node: index, sizeBefore: sizeBefore)
    }

    /// Adds a scalar, or an alias of one, as a key.
    mutating func addKey(_ scalar: Scalar, _ properties: Properties) throws(YAMLError) {
        if scalar.kind == .alias, !self.isSingleValue(scalar.start) { throw self.collectionAsKey() }
        try self.add(scalar, properties)
    }

    /// Whether a node is a scalar, by itself or through an alias.
    func isSingleValue(_ index: Int) -> Bool {
        switch self.tree.nodes[self.tree.resolved(index)].kind {
        case .null, .plain, .text: true
        case .sequence, .mapping, .alias: false
        }
    }

    func collectionAsKey(line: Int? = nil) -> YAMLError {
        self.error("A key has to be a single value, not a list or mapping.", line: line)
    }
}
