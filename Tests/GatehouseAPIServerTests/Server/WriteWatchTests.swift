import Testing

@testable import GatehouseAPIServer

@Suite("How it is noticed that a client takes nothing")
struct WriteWatchTests {
    static let sizes: [(bytes: Int, parts: [Int])] = [
        (0, []), (1, [1]), (WriteWatch.part, [WriteWatch.part]), (WriteWatch.part + 1, [WriteWatch.part, 1]),
    ]

    @Test("What is written goes in parts", arguments: Self.sizes)
    func parts(_ bytes: Int, _ parts: [Int]) {
        let sent = (0..<bytes).map { UInt8(truncatingIfNeeded: $0) }
        let taken = WriteWatch.parts(of: sent).map { Array($0) }
        #expect(taken.map(\.count) == parts)
        #expect(taken.flatMap { $0 } == sent)
    }

    @Test("The time is that of one part")
    func time() {
        let writes = WriteWatch()
        #expect(!writes.isStalled(since: .zero))
        writes.begin()
        #expect(writes.isStalled(since: .zero))
        #expect(!writes.isStalled(since: .seconds(3600)))
        writes.end()
        #expect(!writes.isStalled(since: .zero))
    }
}
