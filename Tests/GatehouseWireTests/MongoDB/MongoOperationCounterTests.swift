import Testing

@testable import GatehouseWire

/// A message with so many bytes after its header.
private func message(_ opcode: Int, body: Int = 0) -> [UInt8] { header(opcode, length: 16 + body) + zeros(body) }

private func header(_ opcode: Int, length: Int) -> [UInt8] {
    [length, 7, 0, opcode].flatMap { number($0, bytes: 4).reversed() }
}

private func zeros(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }

private func count(_ bytes: [UInt8], pieces size: Int = .max) -> (operations: [MongoOperation], isBroken: Bool) {
    var counter = MongoOperationCounter()
    var operations: [MongoOperation] = []
    var start = 0
    while start < bytes.count {
        let end = start + min(size, bytes.count - start)
        bytes[start..<end].withUnsafeBytes { counter.take($0) { operations.append($0) } }
        start = end
    }
    return (operations, counter.isBroken)
}

@Suite("Counting MongoDB's messages")
struct MongoOperationCounterTests {
    @Test(
        "each opcode is counted as its operation",
        arguments: [
            (1, MongoOperation.reply), (2001, .update), (2002, .insert), (2004, .query), (2005, .getMore),
            (2006, .delete), (2007, .killCursors), (2012, .compressed), (2013, .message), (1000, .other),
            (2003, .other), (2010, .other),
        ])
    func opcodes(opcode: Int, operation: MongoOperation) {
        let result = count(message(opcode, body: 5))
        #expect(result.operations == [operation])
        #expect(!result.isBroken)
    }

    @Test("messages are found however the stream is cut", arguments: [1, 2, 3, 15, 16, 17, 100])
    func pieces(size: Int) {
        let stream = message(2004, body: 30) + message(2013) + message(2013, body: 1) + message(1, body: 300)
        let result = count(stream, pieces: size)
        #expect(result.operations == [.query, .message, .message, .reply])
        #expect(!result.isBroken)
    }

    @Test("a message is counted once its header is there, and not before")
    func headers() {
        #expect(count(header(2013, length: 40_000_000)).operations == [.message])
        #expect(count(Array(header(2013, length: 40_000_000).dropLast())).operations == [])
    }

    @Test(
        "what does not look like MongoDB ends the counting and breaks nothing",
        arguments: [
            header(2013, length: 15), header(2013, length: 0), header(2013, length: 48_000_001),
            header(2013, length: -1), header(0, length: 16), header(2, length: 16), header(2020, length: 16),
            header(-1, length: 16), Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8), RecordedHellos.python,
        ])
    func others(bytes: [UInt8]) {
        let result = count(message(2013, body: 2) + bytes + message(2013))
        #expect(result.operations == [.message])
        #expect(result.isBroken)
    }

    @Test("the longest message is one of 48 MB")
    func longest() {
        #expect(!count(header(2013, length: 48_000_000)).isBroken)
    }

    @Test("random bytes give some counts, and the same ones in pieces", arguments: 1...100)
    func noise(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        let bytes = message(2013, body: seed) + generator.bytes(upTo: 200)
        let whole = count(bytes)
        let cut = count(bytes, pieces: Int.random(in: 1...20, using: &generator))
        #expect(whole.operations == cut.operations)
        #expect(whole.isBroken == cut.isBroken)
    }

    @Test("every operation has a label of its own and a place in tables")
    func labels() {
        #expect(Set(MongoOperation.allCases.map { "\($0.label)" }).count == MongoOperation.allCases.count)
        #expect(MongoOperation.allCases.map(\.rawValue) == Array(0..<MongoOperation.allCases.count))
    }
}
