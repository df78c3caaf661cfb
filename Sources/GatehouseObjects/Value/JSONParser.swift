/// A recursive descent over bytes. Texts and numbers are in extensions of their own.
struct JSONParser {
    let bytes: [UInt8]
    let limits: JSONLimits
    var position = 0
    var depth = 0
    /// Paths that are complete only once the outermost value is read: each level puts its own step before those that
    /// were found within it. Nothing is spent on paths where there are no duplicates.
    var duplicates: [String] = []

    /// Beyond this many bytes, steps of a path are left out: a hundred paths through one very long name would fill memory.
    private static let longestPath = 2048

    init(bytes: [UInt8], limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func parseDocument() throws(JSONError) -> JSON {
        let value = try self.parseValue()
        self.skipWhitespace()
        guard self.position == self.bytes.count else { throw self.error(.trailingBytes) }
        return value
    }

    mutating func parseValue() throws(JSONError) -> JSON {
        self.skipWhitespace()
        switch try self.peek() {
        case UInt8(ascii: "{"): return self.isCut ? try self.skipNested() : .object(try self.parseObject())
        case UInt8(ascii: "["): return self.isCut ? try self.skipNested() : .array(try self.parseArray())
        case UInt8(ascii: "\""): return .string(try self.parseString())
        case UInt8(ascii: "t"): return try self.parseLiteral("true", .bool(true))
        case UInt8(ascii: "f"): return try self.parseLiteral("false", .bool(false))
        case UInt8(ascii: "n"): return try self.parseLiteral("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try self.parseNumber()
        case let byte: throw self.error(.unexpectedByte(byte))
        }
    }

    private mutating func parseObject() throws(JSONError) -> [String: JSON] {
        try self.enter()
        var members: [String: JSON] = [:]
        if try self.closes(UInt8(ascii: "}")) { return members }
        while true {
            self.skipWhitespace()
            let quote = try self.peek()
            guard quote == UInt8(ascii: "\"") else { throw self.error(.unexpectedByte(quote)) }
            let name = try self.parseString()
            self.skipWhitespace()
            try self.expect(UInt8(ascii: ":"))
            let known = self.duplicates.count
            let value = try self.parseValue()
            self.prefixDuplicates(from: known, with: name)
            if members.updateValue(value, forKey: name) != nil, self.duplicates.count < self.limits.duplicates {
                self.duplicates.append(name.utf8.count > Self.longestPath ? "..." : name)
            }
            if try self.ends(UInt8(ascii: "}")) { return members }
        }
    }

    private mutating func parseArray() throws(JSONError) -> [JSON] {
        try self.enter()
        var elements: [JSON] = []
        if try self.closes(UInt8(ascii: "]")) { return elements }
        while true {
            let known = self.duplicates.count
            elements.append(try self.parseValue())
            self.prefixDuplicates(from: known, with: "[\(elements.count - 1)]")
            if try self.ends(UInt8(ascii: "]")) { return elements }
        }
    }

    /// Whether what is deeper is left out.
    private var isCut: Bool { self.limits.cutsDepth && self.depth >= self.limits.depth }

    /// Passes over a list or an object, whatever is in it: brackets are counted, and nothing else of it is looked at.
    private mutating func skipNested() throws(JSONError) -> JSON {
        var open = 0
        repeat {
            switch try self.peek() {
            case UInt8(ascii: "{"), UInt8(ascii: "["): open += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): open -= 1
            case UInt8(ascii: "\""):
                _ = try self.parseString()
                continue
            default: break
            }
            self.position += 1
        } while open > 0
        return .null
    }

    private mutating func prefixDuplicates(from start: Int, with step: @autoclosure () -> String) {
        guard start < self.duplicates.count else { return }
        let step = step()
        for index in start..<self.duplicates.count {
            let rest = self.duplicates[index]
            if step.utf8.count + rest.utf8.count > Self.longestPath {
                self.duplicates[index] = rest.hasPrefix("...") ? rest : "...\(rest)"
                continue
            }
            self.duplicates[index] = step + (rest.utf8.first == UInt8(ascii: "[") ? "" : ".") + rest
        }
    }

    private mutating func enter() throws(JSONError) {
        guard self.depth < self.limits.depth else { throw self.error(.tooDeep) }
        self.depth += 1
        self.position += 1
    }

    /// Whether a list or object is empty.
    private mutating func closes(_ end: UInt8) throws(JSONError) -> Bool {
        self.skipWhitespace()
        guard try self.peek() == end else { return false }
        self.position += 1
        self.depth -= 1
        return true
    }

    /// Whether a list or object ends after an element; else a comma is taken.
    private mutating func ends(_ end: UInt8) throws(JSONError) -> Bool {
        if try self.closes(end) { return true }
        try self.expect(UInt8(ascii: ","))
        return false
    }

    private mutating func parseLiteral(_ text: String, _ value: JSON) throws(JSONError) -> JSON {
        for byte in text.utf8 { try self.expect(byte) }
        return value
    }

    mutating func expect(_ byte: UInt8) throws(JSONError) {
        let found = try self.peek()
        guard found == byte else { throw self.error(.unexpectedByte(found)) }
        self.position += 1
    }

    func peek() throws(JSONError) -> UInt8 {
        guard self.position < self.bytes.count else { throw self.error(.unexpectedEnd) }
        return self.bytes[self.position]
    }

    mutating func skipWhitespace() {
        while self.position < self.bytes.count {
            switch self.bytes[self.position] {
            case 0x20, 0x0A, 0x0D, 0x09: self.position += 1
            default: return
            }
        }
    }

    func error(_ reason: JSONError.Reason) -> JSONError { JSONError(reason, at: self.position) }
}
