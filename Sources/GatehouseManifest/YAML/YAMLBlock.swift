/// Collections whose structure is their indentation.
extension YAMLParser {
    /// What a node stands in.
    struct Surroundings {
        enum Owner {
            case document
            case sequence
            case mapping
        }

        /// The column of the collection around the node, -1 for the document.
        var indent: Int
        var owner: Owner
        /// Whether the node is on the line of its key, where no block collection may begin.
        var isOnKeysLine = false
    }

    /// Whether the token here is inside, rather than the next part of something around.
    private func isInside(_ around: Surroundings) -> Bool {
        if self.isAtEnd { return false }
        if self.column > around.indent { return true }
        // A list may stand in the column of the key that it belongs to.
        return self.column == around.indent && around.owner == .mapping && self.isIndicator("-")
    }

    /// A value after its indicator: on the same line, on the lines below, or absent.
    private mutating func value(_ around: Surroundings) throws(YAMLError) {
        self.skipBlanks()
        if self.hasTokenOnLine {
            var here = around
            here.isOnKeysLine = around.owner == .mapping
            return try self.node(here)
        }
        let line = self.line
        try self.skipToToken()
        guard self.isInside(around) else {
            return try self.addNull(Properties(), line: line)
        }
        try self.node(around)
    }

    /// The node that begins with the token here.
    mutating func node(_ around: Surroundings) throws(YAMLError) {
        var around = around
        let column = self.column
        let properties = try self.properties()
        if properties.isPresent, !self.hasTokenOnLine {
            let line = self.line
            try self.skipToToken()
            guard self.isInside(around) else { return try self.addNull(properties, line: line) }
            around.isOnKeysLine = false
            let size = self.expandedNodes
            let index = self.tree.nodes.count
            try self.nodeContent(around, column: self.column, properties: Properties(tag: properties.tag))
            self.register(properties, node: index, sizeBefore: size)
            return
        }
        try self.nodeContent(around, column: column, properties: properties)
    }

    private mutating func nodeContent(
        _ around: Surroundings, column: Int, properties: Properties
    ) throws(YAMLError) {
        switch self.current {
        case UInt8(ascii: "-") where Self.endsToken(self.byte(after: 1)):
            if around.isOnKeysLine || properties.isPresent {
                throw self.error("A list item can't begin here; begin the list on a line of its own.")
            }
            return try self.blockSequence(column: column)
        case UInt8(ascii: "?") where Self.endsToken(self.byte(after: 1)):
            return try self.blockMapping(column: column, around: around, firstKey: nil)
        case UInt8(ascii: "|"), UInt8(ascii: ">"):
            let scalar = try self.blockScalar(indent: around.indent)
            return try self.add(scalar, properties)
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            try self.flowCollection(properties)
            self.skipBlanks()
            if self.isIndicator(":") { throw self.collectionAsKey() }
            return
        default: break
        }
        let line = self.line
        var scalar = try self.scalarOrKey()
        if self.line == line, self.isBeforeColon {
            return try self.blockMapping(column: column, around: around, firstKey: (scalar, properties))
        }
        if scalar.kind == .plain { try self.continuePlain(&scalar, indent: around.indent, inFlow: false) }
        try self.add(scalar, properties)
    }

    private var isBeforeColon: Bool {
        var offset = 0
        while Self.isBlank(self.byte(after: offset)) { offset += 1 }
        return self.byte(after: offset) == UInt8(ascii: ":") && Self.endsToken(self.byte(after: offset + 1))
    }

    private mutating func blockSequence(column: Int) throws(YAMLError) {
        let sequence = try self.open(.sequence, line: self.line)
        repeat {
            self.position += 1
            try self.value(Surroundings(indent: column, owner: .sequence))
            try self.skipToToken()
        } while !self.isAtEnd && self.column == column && self.isFirstOnLine && self.isIndicator("-")
        if !self.isAtEnd, self.column > column || !self.isFirstOnLine { throw self.misplaced() }
        self.close(sequence)
    }

    private mutating func blockMapping(
        column: Int, around: Surroundings, firstKey: (scalar: Scalar, properties: Properties)?
    ) throws(YAMLError) {
        if around.isOnKeysLine {
            throw self.error("A second `key: value` can't follow on one line; quote the value or begin a new line.")
        }
        let mapping = try self.open(.mapping, line: self.line)
        var key = firstKey
        repeat {
            if key == nil, self.isIndicator("?") {
                try self.explicitPair(column: column)
            } else {
                let (scalar, properties) = if let key { key } else { try self.blockKey() }
                try self.addKey(scalar, properties)
                self.skipBlanks()
                self.position += 1
                try self.value(Surroundings(indent: column, owner: .mapping))
            }
            key = nil
            try self.skipToToken()
            if self.isAtEnd { break }
            if self.column > column || !self.isFirstOnLine { throw self.misplaced() }
        } while self.column == column
        self.close(mapping)
    }

    /// The next key of a mapping.
    private mutating func blockKey() throws(YAMLError) -> (scalar: Scalar, properties: Properties) {
        if self.isIndicator("-") {
            throw self.error("A list item stands where a key is expected; indent it below its key.")
        }
        let properties = try self.properties()
        let line = self.line
        let scalar = try self.scalarOrKey()
        guard self.line == line, self.isBeforeColon else {
            let text = String(decoding: self.bytes(of: scalar).prefix(40), as: UTF8.self)
            throw self.error("`\(text)` is no `key: value`; a colon and a space have to follow the key.", line: line)
        }
        return (scalar, properties)
    }

    /// `? key`, and `: value` on a line below.
    private mutating func explicitPair(column: Int) throws(YAMLError) {
        self.position += 1
        let key = self.tree.nodes.count
        let line = self.line
        try self.value(Surroundings(indent: column, owner: .sequence))
        guard self.isSingleValue(key) else { throw self.collectionAsKey(line: line) }
        try self.skipToToken()
        guard !self.isAtEnd, self.column == column, self.isIndicator(":") else {
            return try self.addNull(Properties(), line: self.line)
        }
        self.position += 1
        try self.value(Surroundings(indent: column, owner: .sequence))
    }
}
