/// Why bytes are not JSON (RFC 8259), or more of it than is taken.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: Hashable, Sendable {
        /// The bytes end in the middle of a value, or there are none.
        case unexpectedEnd
        /// A byte that cannot be where it is.
        case unexpectedByte(UInt8)
        /// There is more after the value.
        case trailingBytes
        /// A text with bytes that are not UTF-8.
        case invalidUTF8
        /// A `\` with something after it that is not an escape, or half of a surrogate pair.
        case invalidEscape
        /// A control character in a text that is not escaped.
        case controlCharacter
        /// A number with a leading zero, without digits after its point, and so on.
        case invalidNumber
        /// A number that no `Double` can hold.
        case numberTooLarge
        /// Lists and objects in one another beyond `JSONLimits.depth`.
        case tooDeep
        /// More bytes than `JSONLimits.bytes`.
        case tooLarge
    }

    /// What is wrong.
    public var reason: Reason
    /// Where, in bytes from the beginning.
    public var offset: Int

    /// An error.
    public init(_ reason: Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }

    /// For people.
    public var description: String {
        switch self.reason {
        case .unexpectedEnd: "unexpected end of JSON input"
        case .unexpectedByte(let byte): "invalid character \(Self.quoted(byte)) at offset \(self.offset)"
        case .trailingBytes: "invalid character after top-level value at offset \(self.offset)"
        case .invalidUTF8: "invalid UTF-8 in string at offset \(self.offset)"
        case .invalidEscape: "invalid escape in string at offset \(self.offset)"
        case .controlCharacter: "invalid control character in string at offset \(self.offset)"
        case .invalidNumber: "invalid number at offset \(self.offset)"
        case .numberTooLarge: "number out of range at offset \(self.offset)"
        case .tooDeep: "exceeded max depth at offset \(self.offset)"
        case .tooLarge: "JSON input is too large"
        }
    }

    /// Bytes that do not print are shown by their number: the text may end in a terminal or a log.
    private static func quoted(_ byte: UInt8) -> String {
        (0x21...0x7E).contains(byte) ? "'\(Character(UnicodeScalar(byte)))'" : "0x" + String(byte, radix: 16)
    }
}

/// How much JSON is taken.
public struct JSONLimits: Hashable, Sendable {
    /// How many lists and objects may be in one another. Everything that walks over values does so recursively, so this
    /// is what keeps the stack small.
    public var depth: Int
    /// Whether what is deeper is null, and not an error: for objects of others, of which the rest is still of use.
    public var cutsDepth: Bool
    /// How many bytes; Kubernetes takes 3 MiB of a request's body.
    public var bytes: Int
    /// How many duplicate members are reported; further ones are let pass in silence, for they would make the answer
    /// larger than the request.
    public var duplicates: Int

    /// Limits.
    public init(
        depth: Int = 200, cutsDepth: Bool = false, bytes: Int = 16 * 1024 * 1024, duplicates: Int = 100
    ) {
        self.depth = depth
        self.cutsDepth = cutsDepth
        self.bytes = bytes
        self.duplicates = duplicates
    }
}
