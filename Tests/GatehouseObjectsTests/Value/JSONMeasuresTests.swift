import GatehouseObjects
import Testing

@Suite("Depth and worth of JSON values")
struct JSONMeasuresTests {
    @Test("depth counts lists and objects in one another", arguments: [("1", 0), ("[]", 1), (#"[1,{"a":[]},[]]"#, 3)])
    func depth(text: String, depth: Int) throws {
        #expect(try JSON.parse(text.utf8).depth == depth)
    }

    @Test(
        "numbers are compared by what they are worth",
        arguments: [
            ("1", "1.0", true), ("[1,{\"a\":2e0}]", "[1.0,{\"a\":2}]", true), ("1", "1.5", false),
            ("1", "\"1\"", false),
            ("9223372036854775807", "9223372036854775808", false), ("1", "1e300", false), ("[1]", "[1,1]", false),
            (#"{"a":null}"#, #"{"b":null}"#, false), ("null", "false", false),
        ])
    func equivalence(one: String, other: String, expected: Bool) throws {
        let (one, other) = (try JSON.parse(one.utf8), try JSON.parse(other.utf8))
        #expect(one.isEquivalent(to: other) == expected)
        #expect(other.isEquivalent(to: one) == expected)
    }
}
