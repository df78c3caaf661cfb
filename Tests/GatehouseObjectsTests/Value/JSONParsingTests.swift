import GatehouseObjects
import Testing

@Suite("Reading JSON")
struct JSONParsingTests {
    @Test(
        "values are read",
        arguments: [
            ("null", nil), (" true ", true), ("false", false), ("[]", []), ("{}", [:]), ("\t[ 1 ,\r\n2 ]", [1, 2]),
            (#"{"a":{"b":[{"c":null}]}}"#, ["a": ["b": [["c": nil]]]]), (#""""#, ""), (#""é😀""#, "é😀"),
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"), (#""\u0041\u00e9\u20AC""#, "A\u{e9}\u{20ac}"),
            (#""x\ud83d\ude00y""#, "x😀y"), (#"{"a":1,"a":2}"#, ["a": 2]), (#"{"\u0061":1}"#, ["a": 1]),
        ] as [(String, JSON)])
    func values(text: String, expected: JSON) throws {
        #expect(try JSON.parse(Array(text.utf8)) == expected)
        #expect(try JSON.parse(text.utf8) == expected, "a collection that is no array")
    }

    @Test(
        "a whole number that fits is an integer, any other a double",
        arguments: [
            ("0", 0), ("-0", 0), ("-1", -1), ("9223372036854775807", .integer(.max)),
            ("-9223372036854775808", .integer(.min)), ("9223372036854775808", .double(9223372036854775808)),
            ("-9223372036854775809", .double(-9223372036854775808)), ("1.0", .double(1)), ("1e2", .double(100)),
            ("1.5E-3", .double(0.0015)), ("123456789012345678901234567890", .double(1.2345678901234568e29)),
            ("0.1", .double(0.1)), ("1e-400", .double(0)),
        ] as [(String, JSON)])
    func numbers(text: String, expected: JSON) throws {
        #expect(try JSON.parse(Array(text.utf8)) == expected)
    }

    @Test(
        "what is no JSON is refused, with the reason and where",
        arguments: [
            ("", .unexpectedEnd, 0), ("  ", .unexpectedEnd, 2), ("{", .unexpectedEnd, 1), ("[1,", .unexpectedEnd, 3),
            (#""a"#, .unexpectedEnd, 2), ("tru", .unexpectedEnd, 3), ("nul!", .unexpectedByte(0x21), 3),
            ("[1,]", .unexpectedByte(0x5D), 3), (#"{"a":1,}"#, .unexpectedByte(0x7D), 7),
            (#"{"a" 1}"#, .unexpectedByte(0x31), 5), ("{a:1}", .unexpectedByte(0x61), 1),
            ("[1 2]", .unexpectedByte(0x32), 3), ("1 2", .trailingBytes, 2), ("{}x", .trailingBytes, 2),
            ("01", .invalidNumber, 0), ("-", .invalidNumber, 0), ("-01", .invalidNumber, 0), ("1.", .invalidNumber, 0),
            ("[1e]", .invalidNumber, 1), ("1e+", .invalidNumber, 0), (".5", .unexpectedByte(0x2E), 0),
            ("+1", .unexpectedByte(0x2B), 0), ("1e400", .numberTooLarge, 0), ("NaN", .unexpectedByte(0x4E), 0),
            (#""\x""#, .invalidEscape, 2), (#""\u12g4""#, .invalidEscape, 5), (#""\ud800""#, .invalidEscape, 7),
            (#""\ude00""#, .invalidEscape, 7), (#""\ud800\u0041""#, .invalidEscape, 13),
            ("\"a\nb\"", .controlCharacter, 2), ("\"\\n\u{1}\"", .controlCharacter, 3),
            ("\u{FEFF}{}", .unexpectedByte(0xEF), 0), ("// a", .unexpectedByte(0x2F), 0),
        ] as [(String, JSONError.Reason, Int)])
    func refused(text: String, reason: JSONError.Reason, offset: Int) {
        #expect(throws: JSONError(reason, at: offset)) { try JSON.parse(Array(text.utf8)) }
    }

    @Test(
        "bytes that are not UTF-8 are refused",
        arguments: [[0x80], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC3], [0x5C, 0x6E, 0xFF]])
    func invalidUTF8(bytes: [UInt8]) {
        #expect(throws: JSONError(.invalidUTF8, at: 1)) { try JSON.parse([0x22] + bytes + [0x22]) }
    }

    @Test("lists and objects may be in one another up to the limit")
    func depth() throws {
        let deep = { (count: Int) in Array((String(repeating: "[", count: count)).utf8) }
        let closing = { (count: Int) in Array((String(repeating: "]", count: count)).utf8) }
        _ = try JSON.parse(deep(200) + closing(200))
        #expect(throws: JSONError(.tooDeep, at: 200)) { try JSON.parse(deep(201) + closing(201)) }
        #expect(throws: JSONError(.tooDeep, at: 200)) { try JSON.parse(deep(1_000_000)) }
        _ = try JSON.parse("[[],[],[{}]]".utf8, limits: JSONLimits(depth: 3))
    }

    @Test("what is deeper is left out where that was asked for")
    func cutDepth() throws {
        let cut = JSONLimits(depth: 2, cutsDepth: true)
        let deep = #"{"a": [{"x": "]}\"", "y": [[1]]}, 2, []], "b": {"c": 3}}"#
        #expect(try JSON.parse(deep.utf8, limits: cut) == ["a": [.null, 2, .null], "b": ["c": 3]])
        #expect(throws: JSONError.self) { try JSON.parse("[[[}".utf8, limits: cut) }
        let bottomless = String(repeating: "[", count: 100_000)
        #expect(throws: JSONError(.unexpectedEnd, at: 100_000)) { try JSON.parse(bottomless.utf8, limits: cut) }
    }

    @Test("no more bytes are read than the limit")
    func size() {
        #expect(throws: JSONError(.tooLarge, at: 3)) { try JSON.parse("[1]1".utf8, limits: JSONLimits(bytes: 3)) }
    }

    @Test("every prefix of a document is refused, not trapped on")
    func prefixes() {
        let text = Array(#"{"a":[1,-2.5e+3,true,null,"x\n\ud83d\ude00é"],"b":{"c":{}}}"#.utf8)
        for end in text.indices {
            #expect(throws: JSONError.self) { try JSON.parse(text[..<end]) }
        }
    }

    @Test(
        "members that are there more than once are reported by path",
        arguments: [
            (#"{"a":1,"a":2}"#, ["a"]), (#"{"a":1,"b":2}"#, []), (#"{"a":1,"a":2,"a":3}"#, ["a", "a"]),
            (#"{"spec":{"http":[{},{"name":1,"name":2}]}}"#, ["spec.http[1].name"]),
            (#"[[{"a":1,"a":2}]]"#, ["[0][0].a"]),
            (#"{"a":{"b":1,"b":2},"a":{"c":1,"c":2}}"#, ["a.b", "a.c", "a"]),
        ])
    func duplicates(text: String, paths: [String]) throws {
        #expect(try JSONDocument(parsing: text.utf8).duplicates == paths)
    }

    @Test("reports of duplicates are bounded in number and length")
    func boundedDuplicates() throws {
        let name = String(repeating: "n", count: 5000)
        let members = Array(repeating: #""a":1"#, count: 1000).joined(separator: ",")
        let duplicates = try JSONDocument(parsing: #"{"\#(name)":{\#(members)}}"#.utf8).duplicates
        #expect(duplicates == Array(repeating: "...a", count: 100))
    }

    @Test("an error's text does not carry bytes that do not print")
    func errorText() {
        #expect(JSONError(.unexpectedByte(0x1B), at: 3).description == "invalid character 0x1b at offset 3")
        #expect(JSONError(.unexpectedByte(0x7D), at: 3).description == "invalid character '}' at offset 3")
    }
}
