import GatehouseObjects
import Testing

@Suite("JSON pointers (RFC 6901)")
struct JSONPointerTests {
    private static let document: JSON = [
        "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8,
        "~1": 9,
    ]

    @Test(
        "a pointer finds its value",
        arguments: [
            ("", Self.document), ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2),
            ("/e^f", 3), ("/g|h", 4), ("/i\\j", 5), ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8), ("/~01", 9),
            ("/foo/2", nil), ("/foo/-", nil), ("/foo/01", nil), ("/foo/+1", nil), ("/foo/0/x", nil), ("/missing", nil),
            ("/foo/99999999999999999999", nil),
        ] as [(String, JSON?)])
    func find(text: String, value: JSON?) throws {
        let pointer = try #require(JSONPointer(text))
        #expect(Self.document[pointer] == value)
        #expect(pointer.description == text)
    }

    @Test("what is no pointer is refused", arguments: ["a", "a/b", "/~", "/~2", "/a~", "#/a", " "])
    func refused(text: String) {
        #expect(JSONPointer(text) == nil)
    }
}
