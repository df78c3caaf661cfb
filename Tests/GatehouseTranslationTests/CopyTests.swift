import Testing

@testable import GatehouseTranslation

@Suite struct CopyTests {
    private struct Value: Hashable {
        var name: String
        var list: [Int]
        var flag: UInt8
    }

    @Test("A copy is known by its bits, and what differs anywhere is none")
    func copies() {
        let text = String(repeating: "a long text ", count: 3)
        let values = (0..<3).map { Value(name: text + String($0), list: [$0], flag: 0) }
        var others = values
        for place in values.indices { #expect(values.holdsCopy(at: place, of: others, at: place)) }
        #expect(!values.holdsCopy(at: 0, of: others, at: 1))
        others[0].flag = 1
        others[1].name += "."
        others[2].list.append(1)
        for place in values.indices { #expect(!values.holdsCopy(at: place, of: others, at: place)) }
    }

    @Test("Elements smaller than a word are compared whole")
    func small() {
        #expect([1, 2, 3].map(UInt8.init).holdsCopy(at: 1, of: [2], at: 0))
        #expect(![1, 2, 3].map(UInt8.init).holdsCopy(at: 2, of: [2], at: 0))
    }

    @Test("Outside of either array there is no copy", arguments: [(-1, 0), (0, -1), (1, 0), (0, 1)])
    func outside(place: Int, other: Int) {
        #expect(![7].holdsCopy(at: place, of: [7], at: other))
    }
}
