import GatehouseObjects
import Testing

@Suite("Field selectors")
struct FieldSelectorTests {
    @Test(
        "selectors are read",
        arguments: [
            ("", []), (",", []), ("metadata.name=x", [.init("metadata.name", "x")]), ("a==b", [.init("a", "b")]),
            ("a!=b", [.init("a", "b", isNegated: true)]), ("a=", [.init("a", "")]), ("a=b,", [.init("a", "b")]),
            (
                "metadata.name=x,metadata.namespace!=y,type=Opaque",
                [
                    .init("metadata.name", "x"), .init("metadata.namespace", "y", isNegated: true),
                    .init("type", "Opaque"),
                ]
            ), (#"a=b\,c,d=e"#, [.init("a", "b,c"), .init("d", "e")]), (#"a=b\=c"#, [.init("a", "b=c")]),
            (#"a=b\\,c=d"#, [.init("a", #"b\"#), .init("c", "d")]), ("a=b c", [.init("a", "b c")]),
        ] as [(String, [FieldSelector.Requirement])])
    func read(text: String, requirements: [FieldSelector.Requirement]) throws {
        #expect(try FieldSelector.parse(text) == FieldSelector(requirements))
    }

    @Test(
        "what is no selector is refused",
        arguments: [
            ("a", "invalid selector: 'a'; can't understand 'a'"),
            ("a=b,c", "invalid selector: 'a=b,c'; can't understand 'c'"),
            ("a=b=c", "invalid field selector: unescaped character in value: b=c"),
            (#"a=\b"#, #"invalid field selector: invalid escape sequence in value: \b"#),
            (#"a=b\"#, #"invalid field selector: unterminated escape sequence: value ends in '\'"#),
        ])
    func refused(text: String, message: String) {
        #expect(throws: SelectorError(message)) { try FieldSelector.parse(text) }
    }

    @Test("fields that cannot be selected by are refused as Kubernetes does")
    func unsupported() throws {
        let selector = try FieldSelector.parse("metadata.name=a,spec.host!=b")
        try selector.check(allowed: ["metadata.name", "spec.host"])
        let error = SelectorError("field label not supported: spec.host")
        #expect(throws: error) { try selector.check(allowed: ["metadata.name"]) }
        #expect(
            error.status
                == APIStatus(code: 400, reason: "BadRequest", message: "field label not supported: spec.host"))
    }

    @Test(
        "an object matches where every requirement holds",
        arguments: [
            ("", true), ("metadata.name=x", true), ("metadata.name!=x", false), ("metadata.name=y", false),
            ("type=Opaque,metadata.name=x", true), ("type=Opaque,metadata.name=y", false), ("missing=", true),
            ("missing=a", false), ("missing!=a", true), ("metadata.name.more=", true), ("spec.replicas=3", true),
            ("spec.paused=true", true), ("metadata=", true),
        ])
    func matches(text: String, expected: Bool) throws {
        let object: JSON = [
            "metadata": ["name": "x"], "type": "Opaque", "spec": ["replicas": 3, "paused": true],
        ]
        #expect(try FieldSelector.parse(text).matches(object) == expected)
    }
}
