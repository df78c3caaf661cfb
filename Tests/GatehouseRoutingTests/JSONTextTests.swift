import GatehousePlan
import Testing

@Suite struct JSONTextTests {
    @Test("Texts are escaped, order is kept, absent members are left out")
    func compact() {
        let value = JSONValue.object(present: [
            "b": "q\"\\\n\u{1}é", "a": [1, true, .null, .number(1.5), .number(.infinity)], "none": nil,
            "e": .object([]),
        ])
        #expect(value.text() == #"{"b":"q\"\\\n\u0001é","a":[1,true,null,1.5,null],"e":{}}"#)
    }

    @Test("Pretty output has a member a line")
    func pretty() {
        let value: JSONValue = ["a": [1, ["b": "c"]], "e": []]
        #expect(
            value.text(pretty: true) == """
                {
                  "a": [
                    1,
                    {
                      "b": "c"
                    }
                  ],
                  "e": []
                }
                """)
    }
}
