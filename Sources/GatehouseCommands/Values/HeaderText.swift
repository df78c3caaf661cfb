/// Header fields: `name: value`.
enum HeaderText {
    /// The name, in lower case, and the value that `text` spells.
    static func parse(_ text: String) throws(UnusableValue) -> (name: String, value: String) {
        guard let colon = text.dropFirst().firstIndex(of: ":") else { throw Self.unusable }
        let name = text[..<colon].lowercased()
        let isToken = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
            }
        }
        guard isToken, !text.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7f }) else {
            throw Self.unusable
        }
        var value = text[text.index(after: colon)...]
        while value.first == " " || value.first == "\t" { value.removeFirst() }
        while value.last == " " || value.last == "\t" { value.removeLast() }
        return (name, String(value))
    }

    private static let unusable = UnusableValue("expected 'name: value', such as 'x-user: jason'")
}
