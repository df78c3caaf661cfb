/// Scalars in general, and those without quotes.
extension YAMLParser {
    /// A scalar or alias that has been read but is not in the tree yet: it may turn out to be a mapping's first key.
    struct Scalar {
        var kind: YAMLTree.Node.Kind
        var start: Int
        var count: Int
        var isPooled = false
        var line: Int
    }

    func bytes(of scalar: Scalar) -> ArraySlice<UInt8> {
        let range = scalar.start..<(scalar.start + scalar.count)
        return scalar.isPooled ? self.tree.pool[range] : self.bytes[range]
    }

    /// The scalar or alias here; of a plain one the first line.
    mutating func scalarOrKey(inFlow: Bool = false) throws(YAMLError) -> Scalar {
        switch self.current {
        case UInt8(ascii: "\""): return try self.doubleQuoted()
        case UInt8(ascii: "'"): return try self.singleQuoted()
        case UInt8(ascii: "*"): return try self.alias()
        default: break
        }
        try self.checkPlainStart(inFlow: inFlow)
        let line = self.plainLine(inFlow: inFlow)
        return Scalar(kind: .plain, start: line.lowerBound, count: line.count, line: self.line)
    }

    private func checkPlainStart(inFlow: Bool) throws(YAMLError) {
        let byte = self.current
        let next = self.byte(after: 1)
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
            guard Self.endsToken(next) || (inFlow && Self.isFlowIndicator(next)) else { return }
            if byte == UInt8(ascii: ":") { throw self.error("A key is missing before this colon.") }
        case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
            UInt8(ascii: "#"), UInt8(ascii: "&"), UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"),
            UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
            break
        default: return
        }
        throw self.error("A value can't begin with `\(Character(Unicode.Scalar(byte)))`; put the value in quotes.")
    }

    /// The part of a plain scalar on this line, without blanks at its end.
    private mutating func plainLine(inFlow: Bool) -> Range<Int> {
        let start = self.position
        var last = start
        scan: while self.position < self.end {
            switch self.bytes[self.position] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"):
                self.position += 1
                continue scan
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): break scan
            case UInt8(ascii: "#") where self.position > start && Self.isBlank(self.bytes[self.position - 1]):
                break scan
            case UInt8(ascii: ":") where self.endsKey(inFlow: inFlow): break scan
            case let byte where inFlow && Self.isFlowIndicator(byte): break scan
            default: break
            }
            self.position += 1
            last = self.position
        }
        return start..<last
    }

    /// Whether the colon here ends a key. `[2001:db8::]` holds an address and no key: a comma or closing bracket after
    /// the colon does not make it one, as in Kubernetes and unlike in YAML's own rules.
    private func endsKey(inFlow: Bool) -> Bool {
        let next = self.byte(after: 1)
        return Self.endsToken(next) || (inFlow && (next == UInt8(ascii: "[") || next == UInt8(ascii: "{")))
    }

    /// Adds the lines below that belong to a plain scalar: those indented deeper than the collection around it.
    mutating func continuePlain(_ scalar: inout Scalar, indent: Int, inFlow: Bool) throws(YAMLError) {
        while self.isAtBreak {
            let (position, line, lineStart) = (self.position, self.line, self.lineStart)
            var breaks = 0
            while self.isAtBreak {
                self.skipBreak()
                self.skipBlanks()
                breaks += 1
            }
            let isEnded =
                self.isAtEnd || self.current == UInt8(ascii: "#") || (!inFlow && self.column <= indent)
                || (inFlow && (Self.isFlowIndicator(self.current) || self.isIndicator(":")))
            if isEnded {
                (self.position, self.line, self.lineStart) = (position, line, lineStart)
                return
            }
            let range = self.plainLine(inFlow: inFlow)
            if !inFlow, self.current == UInt8(ascii: ":") {
                throw self.error(
                    "This `key: value` is indented like a continuation of the text on line \(line); check the indentation."
                )
            }
            if !scalar.isPooled {
                let first = self.bytes(of: scalar)
                scalar.start = self.tree.pool.count
                scalar.isPooled = true
                self.tree.pool.append(contentsOf: first)
            }
            if breaks == 1 { self.tree.pool.append(UInt8(ascii: " ")) }
            for _ in 1..<breaks { self.tree.pool.append(UInt8(ascii: "\n")) }
            self.tree.pool.append(contentsOf: self.bytes[range])
            scalar.count = self.tree.pool.count - scalar.start
        }
    }
}
