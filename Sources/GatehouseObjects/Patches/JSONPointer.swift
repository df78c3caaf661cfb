/// A place in a JSON document (RFC 6901).
public struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
    /// The steps from the document's root, unescaped; none for the root itself.
    public var tokens: [String]

    /// A pointer by its steps.
    public init(tokens: [String]) { self.tokens = tokens }

    /// Reads the form `/spec/hosts/0`, in which `~1` is a slash and `~0` a tilde.
    ///
    /// Nil where it neither is empty nor begins with a slash, or where a tilde is followed by anything else.
    public init?(_ text: String) {
        guard !text.isEmpty else {
            self.tokens = []
            return
        }
        guard text.utf8.first == UInt8(ascii: "/") else { return nil }
        var tokens: [String] = []
        for part in text.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
            guard let token = Self.unescaped(part) else { return nil }
            tokens.append(token)
        }
        self.tokens = tokens
    }

    /// The form that is read.
    public var description: String {
        self.tokens.map { token in
            var text = "/"
            for scalar in token.unicodeScalars {
                switch scalar {
                case "~": text += "~0"
                case "/": text += "~1"
                default: text.unicodeScalars.append(scalar)
                }
            }
            return text
        }.joined()
    }

    private static func unescaped(_ part: Substring.UTF8View) -> String? {
        guard part.contains(UInt8(ascii: "~")) else { return String(Substring(part)) }
        var bytes: [UInt8] = []
        var rest = part[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "~") else {
                bytes.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "0"): bytes.append(UInt8(ascii: "~"))
            case UInt8(ascii: "1"): bytes.append(UInt8(ascii: "/"))
            default: return nil
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The index in a list of so many elements that a token of a patch means: as in Kubernetes, a minus counts from the end.
    static func index(_ token: String, count: Int) -> Int? {
        guard token.utf8.first == UInt8(ascii: "-") else { return Self.index(token) }
        guard let back = Self.index(String(token.dropFirst())), back > 0, back <= count else { return nil }
        return count - back
    }

    /// The index in a list that a token means: digits without leading zeros (RFC 6901 section 4).
    static func index(_ token: String) -> Int? {
        let digits = token.utf8
        guard let first = digits.first, digits.count <= 10, digits.count == 1 || first != UInt8(ascii: "0"),
            digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(token)
    }
}

extension JSON {
    /// The value at a place; nil where there is none.
    public subscript(pointer: JSONPointer) -> JSON? {
        var value = self
        for token in pointer.tokens {
            switch value {
            case .object(let members):
                guard let member = members[token] else { return nil }
                value = member
            case .array(let elements):
                guard let index = JSONPointer.index(token, count: elements.count), index < elements.count else {
                    return nil
                }
                value = elements[index]
            default: return nil
            }
        }
        return value
    }
}
