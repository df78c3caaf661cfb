import GatehouseObjects
import Testing

@Suite("Limits of JSON patches")
struct JSONPatchLimitsTests {
    @Test("ten thousand operations are taken, and no more")
    func operations() throws {
        let operation: JSON = ["op": "add", "path": "/a", "value": 1]
        let most = try JSONPatch(parsing: .array(Array(repeating: operation, count: 10_000)))
        #expect(try most.apply(to: [:]) == ["a": 1])
        let message = "The allowed maximum operations in a JSON patch is 10000, got 10001"
        #expect(throws: PatchError(.tooLarge, message)) {
            try JSONPatch(parsing: .array(Array(repeating: operation, count: 10_001)))
        }
    }

    @Test("a document that is copied into itself over and over ends at the limit of copies")
    func copies() {
        let double = JSONPatch.Operation.copy(from: JSONPointer(tokens: []), to: JSONPointer(tokens: ["a"]))
        let wide = JSONPatch.Operation.copy(from: JSONPointer(tokens: ["a"]), to: JSONPointer(tokens: ["a", "-"]))
        #expect { try JSONPatch(Array(repeating: wide, count: 10_000)).apply(to: ["a": [1]]) } throws: { error in
            (error as? PatchError)?.kind == .tooLarge
        }
        #expect { try JSONPatch(Array(repeating: double, count: 10_000)).apply(to: ["b": 1]) } throws: { error in
            (error as? PatchError)?.kind == .tooLarge
        }
    }

    @Test("no operation makes a document deeper than what is read")
    func depth() {
        var value: JSON = 1
        for _ in 0..<150 { value = [value] }
        let deep = JSONPointer(tokens: Array(repeating: "0", count: 100))
        for operation in [
            JSONPatch.Operation.add(deep, value), .replace(deep, value),
            .move(from: JSONPointer(tokens: ["1"]), to: deep), .copy(from: JSONPointer(tokens: ["1"]), to: deep),
        ] {
            #expect { try JSONPatch([operation]).apply(to: [value, value]) } throws: { error in
                (error as? PatchError)?.message.hasSuffix("exceeded max depth") == true
            }
        }
    }

    @Test("moving a long list's elements over and over ends at the limit of steps")
    func steps() {
        let list = JSON.array(Array(repeating: 0, count: 100_000))
        let shift = JSONPatch.Operation.add(JSONPointer(tokens: ["0"]), 0)
        #expect(throws: PatchError(.tooLarge, "the JSON patch moves too many values")) {
            try JSONPatch(Array(repeating: shift, count: 10_000)).apply(to: list)
        }
    }
}
