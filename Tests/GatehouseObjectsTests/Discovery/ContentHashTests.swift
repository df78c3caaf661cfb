import Testing

@testable import GatehouseObjects

@Suite("fingerprints of content")
struct ContentHashTests {
    private func hash(_ value: JSON) -> UInt64 {
        var hash = ContentHash()
        hash.add(value)
        return hash.value
    }

    @Test("values that differ have fingerprints that differ")
    func differences() {
        let values: [JSON] = [
            nil, true, false, 0, 1, "", "0", [], [nil], [[]], [[], []], [:], ["a": "b"], ["ab": ""], ["a": ["b"]],
            ["b": "a"], .double(0.5), ["a": nil], ["a", "b"], ["ab"],
        ]
        #expect(Set(values.map(self.hash)).count == values.count)
    }

    @Test("the fingerprint of a text is FNV-1a with an end mark")
    func knownValues() {
        #expect(ContentHash().hexadecimal == "cbf29ce484222325")
        #expect(ContentHash().base64 == "y/Kc5IQiIyU=")
    }
}
