import Testing

@testable import GatehouseUpstream

@Suite("Tables and schedules of weights")
struct ScheduleTests {
    @Test(
        "Aliases give every item its exact share",
        arguments: [
            [1.0], [1, 1], [1, 3], [5, 1, 1], [0.001, 1000], [0.1, 0.2, 0.3, 0.4], (1...100).map(Double.init),
        ] as [[Double]])
    func aliases(weights: [Double]) {
        let table = AliasTable(weights)
        let steps: UInt64 = 1 << 17
        var counts = weights.map { _ in 0.0 }
        // Words that lie evenly, so that nothing is left to chance.
        for step in 0..<steps { counts[table.item(step << 47 | 1 << 46)] += 1 }
        let total = weights.reduce(0, +)
        for (count, weight) in zip(counts, weights) {
            #expect(abs(count / Double(steps) - weight / total) < 4 * Double(weights.count) / Double(steps))
        }
    }

    @Test("Every word means an item, also in a table of none", arguments: [0, 1, .max - 1, .max] as [UInt64])
    func extremes(word: UInt64) {
        #expect(AliasTable([]).item(word) == 0)
        #expect(AliasTable([7]).item(word) == 0)
        #expect((0..<3).contains(AliasTable([1, 2, 3]).item(word)))
    }

    @Test("A schedule of none gives 0")
    func noItems() {
        var schedule = TurnSchedule([], start: 0.5)
        #expect(schedule.next() == 0)
        schedule.reweigh([])
        #expect(schedule.next() == 0)
    }

    @Test("After new weights, who has waited for half of a period still has")
    func reweigh() {
        var schedule = TurnSchedule([1, 1]) { [0.25, 0.5][$0] }
        #expect([schedule.next(), schedule.next(), schedule.next()] == [0, 1, 0])
        // 1 has waited for three quarters of its period. The rest of the new one is half of the time until 0 has its turn.
        schedule.reweigh([1, 0.5])
        #expect((0..<6).map { _ in schedule.next() } == [1, 0, 0, 1, 0, 0])
    }

    @Test("Turns stay exact after very many", arguments: [[3.0, 1], [0.3, 0.1]])
    func manyTurns(weights: [Double]) {
        var schedule = TurnSchedule(weights, start: 0.3)
        var count = 0
        for _ in 0..<1_000_000 where schedule.next() == 0 { count += 1 }
        #expect(abs(count - 750_000) <= 2)
    }
}
