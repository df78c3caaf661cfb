/// Collections in brackets and braces; JSON is made of these.
extension YAMLParser {
    mutating func flowCollection(_ properties: Properties) throws(YAMLError) {
        let sizeBefore = self.expandedNodes
        let isMapping = self.current == UInt8(ascii: "{")
        let closing = isMapping ? UInt8(ascii: "}") : UInt8(ascii: "]")
        let line = self.line
        let collection = try self.open(isMapping ? .mapping : .sequence, line: line)
        self.position += 1
        try self.skipToToken(inFlow: true)
        while self.current != closing {
            if self.isAtEnd { throw self.neverClosed(closing, line: line) }
            if isMapping { try self.flowPair() } else { try self.flowEntry() }
            try self.skipToToken(inFlow: true)
            if self.current == UInt8(ascii: ",") {
                self.position += 1
                try self.skipToToken(inFlow: true)
            } else if !self.isAtEnd, self.current != closing {
                throw self.error("A comma or `\(Character(Unicode.Scalar(closing)))` is missing here.")
            }
        }
        self.position += 1
        self.close(collection)
        self.register(properties, node: collection, sizeBefore: sizeBefore)
    }

    private func neverClosed(_ closing: UInt8, line: Int) -> YAMLError {
        self.error(
            "A `\(Character(Unicode.Scalar(closing)))` is missing: what begins on this line never ends.", line: line)
    }

    /// An entry of a list, which may be a single `key: value`.
    private mutating func flowEntry() throws(YAMLError) {
        if self.isIndicator("?") { return try self.flowSinglePair(key: nil, line: self.line) }
        let properties = try self.flowProperties()
        let line = self.line
        switch self.current {
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            try self.flowCollection(properties)
        case let byte where properties.isPresent && Self.isFlowIndicator(byte):
            return try self.addNull(properties, line: line)
        default:
            let scalar = try self.flowScalar()
            try self.skipToToken(inFlow: true)
            if self.current == UInt8(ascii: ":") {
                return try self.flowSinglePair(key: (scalar, properties), line: line)
            }
            return try self.add(scalar, properties)
        }
        try self.skipToToken(inFlow: true)
        if self.current == UInt8(ascii: ":") {
            throw self.collectionAsKey()
        }
    }

    private mutating func flowSinglePair(
        key: (scalar: Scalar, properties: Properties)?, line: Int
    ) throws(YAMLError) {
        let mapping = try self.open(.mapping, line: line)
        if let key {
            try self.addKey(key.scalar, key.properties)
            try self.flowValue()
        } else {
            try self.flowPair()
        }
        self.close(mapping)
    }

    /// `key: value`, or a lone `key` that has no value.
    private mutating func flowPair() throws(YAMLError) {
        if self.isIndicator("?") {
            self.position += 1
            try self.skipToToken(inFlow: true)
        }
        let properties = try self.flowProperties()
        switch self.current {
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            throw self.collectionAsKey()
        default: break
        }
        let line = self.line
        try self.addKey(try self.flowScalar(), properties)
        try self.skipToToken(inFlow: true)
        if self.current == UInt8(ascii: ":") {
            try self.flowValue()
        } else {
            try self.addNull(Properties(), line: line)
        }
    }

    /// What follows the colon here.
    private mutating func flowValue() throws(YAMLError) {
        let line = self.line
        self.position += 1
        try self.skipToToken(inFlow: true)
        let properties = try self.flowProperties()
        switch self.current {
        case UInt8(ascii: "["), UInt8(ascii: "{"): try self.flowCollection(properties)
        case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"): try self.addNull(properties, line: line)
        default: try self.add(try self.flowScalar(), properties)
        }
    }

    private mutating func flowProperties() throws(YAMLError) -> Properties {
        let properties = try self.properties()
        if properties.isPresent { try self.skipToToken(inFlow: true) }
        return properties
    }

    private mutating func flowScalar() throws(YAMLError) -> Scalar {
        if self.isAtEnd { throw self.error("The document ends inside brackets or braces.") }
        var scalar = try self.scalarOrKey(inFlow: true)
        if scalar.kind == .plain { try self.continuePlain(&scalar, indent: -1, inFlow: true) }
        return scalar
    }
}
