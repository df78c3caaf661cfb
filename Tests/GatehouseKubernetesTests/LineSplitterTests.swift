import Testing

@testable import GatehouseKubernetes

@Suite("Lines of a watch")
struct LineSplitterTests {
    @Test("Lines are the same however the bytes come", arguments: 1...7)
    func pieces(size: Int) throws {
        let text = "one\n\ntwo two\nthree"
        var splitter = LineSplitter(limit: 7)
        var lines: [String] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            splitter.append(rest.prefix(size))
            rest = rest.dropFirst(size)
            while let line = try splitter.next() { lines.append(String(decoding: line, as: UTF8.self)) }
        }
        #expect(lines == ["one", "two two"])
        #expect(splitter.hasRest)
        splitter.append([10])
        #expect(try splitter.next() == Array("three".utf8))
        #expect(!splitter.hasRest)
    }

    @Test("A line beyond the limit is refused, whole or not")
    func limit() {
        var whole = LineSplitter(limit: 3)
        whole.append(Array("abcd\n".utf8))
        #expect(throws: LineSplitter.TooLong.self) { try whole.next() }
        var part = LineSplitter(limit: 3)
        part.append(Array("abcd".utf8))
        #expect(throws: LineSplitter.TooLong.self) { try part.next() }
    }
}
