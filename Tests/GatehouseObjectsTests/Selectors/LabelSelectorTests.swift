import GatehouseObjects
import Testing

@Suite("Label selectors")
struct LabelSelectorTests {
    @Test(
        "selectors are read",
        arguments: [
            ("", []), ("  ", []), ("a=b", [.init("a", .in, ["b"])]), ("a==b", [.init("a", .in, ["b"])]),
            (" a = b ", [.init("a", .in, ["b"])]), ("a!=b", [.init("a", .notIn, ["b"])]), ("a", [.init("a", .exists)]),
            ("!a", [.init("a", .doesNotExist)]), ("! a", [.init("a", .doesNotExist)]), ("a=", [.init("a", .in, [""])]),
            ("a in (x,y)", [.init("a", .in, ["x", "y"])]), ("a in(x)", [.init("a", .in, ["x"])]),
            ("a notin ( x , y )", [.init("a", .notIn, ["x", "y"])]), ("a in (x,)", [.init("a", .in, ["x", ""])]),
            ("a in ()", [.init("a", .in, [""])]), ("a in (,)", [.init("a", .in, [""])]),
            ("a>5", [.init("a", .greaterThan, ["5"])]),
            ("a < 10", [.init("a", .lessThan, ["10"])]), ("in=notin", [.init("in", .in, ["notin"])]),
            (
                "a=b,c!=d,e in (x,y),f notin (z),g,!h,a==b,k=,example.com/My_name=1.0",
                [
                    .init("a", .in, ["b"]), .init("c", .notIn, ["d"]), .init("e", .in, ["x", "y"]),
                    .init("f", .notIn, ["z"]), .init("g", .exists), .init("h", .doesNotExist), .init("a", .in, ["b"]),
                    .init("k", .in, [""]), .init("example.com/My_name", .in, ["1.0"]),
                ]
            ),
        ] as [(String, [LabelSelector.Requirement])])
    func read(text: String, requirements: [LabelSelector.Requirement]) throws {
        #expect(try LabelSelector.parse(text) == LabelSelector(requirements))
    }

    @Test(
        "what is no selector is refused",
        arguments: [
            ("a=b,", "found '', expected: identifier after ','"),
            (",a", "found ',', expected: !, identifier, or 'end of string'"),
            ("a=b c", "found 'c', expected: ',' or 'end of string'"),
            ("a b", "found 'b', expected: in, notin, =, ==, !=, gt, lt"),
            ("a in x", "found 'x', expected: '('"), ("a in (x", "found '', expected: ',' or ')'"),
            ("a in (x y)", "found 'y', expected: ',' or ')'"),
            ("a in (=)", "found '=', expected: ',', ')' or identifier"),
            ("!a=b", "found '=', expected: ',' or 'end of string'"), ("a=!b", "found '!', expected: identifier"),
            ("a===b", "found '=', expected: identifier"),
            ("!", "found '', expected: !, identifier, or 'end of string'"),
            ("(", "found '(', expected: !, identifier, or 'end of string'"),
        ])
    func refused(text: String, message: String) {
        #expect(throws: SelectorError("unable to parse requirement: \(message)")) { try LabelSelector.parse(text) }
    }

    @Test(
        "keys and values that no label can have are refused",
        arguments: [
            "-a", "a-", "a/b/c", "/a", "a/", "A.com/a", "a..b/c", "é", "a=é", "a=-b", "a=b_", "a in (x,-y)", "a>x",
            String(repeating: "a", count: 64), "a=" + String(repeating: "a", count: 64),
            String(repeating: "a", count: 254) + "/a",
        ])
    func invalidLabels(text: String) {
        #expect {
            try LabelSelector.parse(text)
        } throws: { error in
            (error as? SelectorError)?.message.contains("Invalid value: ") == true
        }
    }

    @Test("names may be as long as Kubernetes lets them be")
    func longest() throws {
        let name = String(repeating: "a", count: 63)
        let domain = String(repeating: "a", count: 253)
        _ = try LabelSelector.parse("\(domain)/\(name)=\(name)")
        #expect(throws: SelectorError.self) { try LabelSelector.parse(String(repeating: "a,", count: 40_000) + "a") }
    }

    @Test(
        "labels match where every requirement holds",
        arguments: [
            ("", true), ("app=web", true), ("app=api", false), ("app!=api", true), ("app!=web", false),
            ("missing!=x", true), ("missing=x", false), ("missing=", false), ("app in (api,web)", true),
            ("app notin (api)", true), ("app notin (web)", false), ("missing notin (x)", true), ("app", true),
            ("missing", false), ("!app", false), ("!missing", true), ("tier>2", true), ("tier>3", false),
            ("tier<4", true), ("app>1", false), ("missing<1", false), ("app=web,tier=3", true),
            ("app=web,tier=4", false),
            ("empty=", true), ("empty", true),
        ])
    func matches(text: String, expected: Bool) throws {
        let selector = try LabelSelector.parse(text)
        #expect(selector.matches(labels: ["app": "web", "tier": "3", "empty": ""]) == expected)
        #expect(selector.matches(["metadata": ["labels": ["app": "web", "tier": "3", "empty": ""]]]) == expected)
    }

    @Test("an object without labels has none")
    func noLabels() throws {
        #expect(try LabelSelector.parse("!a").matches(["metadata": [:]]))
        #expect(try !LabelSelector.parse("a").matches("text"))
    }
}
