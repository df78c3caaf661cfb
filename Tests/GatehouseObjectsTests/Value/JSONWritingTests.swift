import GatehouseObjects
import Testing

@Suite("Writing JSON")
struct JSONWritingTests {
    @Test(
        "values are compact, members in the order of their names' bytes",
        arguments: [
            (nil, "null"), (true, "true"), (false, "false"), ([], "[]"), ([:], "{}"), ([1, "a", [2]], #"[1,"a",[2]]"#),
            (["b": 1, "a": ["d": nil, "c": 2], "B": 3], #"{"B":3,"a":{"c":2,"d":null},"b":1}"#),
            (["é": 1, "z": 2, "ab": 3, "a": 4], #"{"a":4,"ab":3,"z":2,"é":1}"#),
            ("\"\\/\u{8}\u{c}\n\r\t\u{1}\u{1f}é😀", #""\"\\/\b\f\n\r\t\u0001\u001fé😀""#),
            (.integer(.min), "-9223372036854775808"), (.integer(.max), "9223372036854775807"), (0, "0"),
        ] as [(JSON, String)])
    func values(value: JSON, text: String) throws {
        #expect(String(decoding: value.bytes, as: UTF8.self) == text)
        #expect(try JSON.parse(value.bytes) == value)
    }

    @Test(
        "numbers are written as Go writes them",
        arguments: [
            (0.1, "0.1"), (1.0, "1"), (-1.5, "-1.5"), (100.0, "100"), (1e20, "100000000000000000000"), (1e21, "1e+21"),
            (1.5e300, "1.5e+300"), (0.000001, "0.000001"), (0.00000123, "0.00000123"), (1e-7, "1e-7"),
            (.leastNonzeroMagnitude, "5e-324"), (1.7976931348623157e308, "1.7976931348623157e+308"), (-0.0, "-0"),
            (123.456, "123.456"),
            (9007199254740993.0, "9007199254740992"), (0.3, "0.3"), (1.0 / 3, "0.3333333333333333"),
        ])
    func numbers(number: Double, text: String) {
        #expect(String(decoding: JSON.double(number).bytes, as: UTF8.self) == text)
        #expect(Double(text) == number)
    }

    @Test("what no number stands for is null")
    func notANumber() {
        #expect(JSON.array([.double(.infinity), .double(.nan)]).bytes == Array("[null,null]".utf8))
    }
}
