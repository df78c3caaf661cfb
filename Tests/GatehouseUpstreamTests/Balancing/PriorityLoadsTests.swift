import Testing

@testable import GatehouseUpstream

@Suite("Loads of priorities")
struct PriorityLoadsTests {
    /// Levels of 100 ready hosts, of which so many are healthy.
    private func loads(_ healthy: [Int], minHealthPercent: Int = 0) -> PriorityLoads {
        PriorityLoads(
            healthy.map { PriorityLoads.Level(healthy: $0, ready: 100, all: 100) }, minHealthPercent: minHealthPercent)
    }

    @Test(
        "B4: a priority keeps what its healthy share times 1.4 bears, the rest goes on",
        arguments: [
            ([100], [100]), ([50], [100]), ([1], [100]), ([0], [0]), ([], []),
            ([100, 100], [100, 0]), ([72, 100], [100, 0]), ([71, 100], [99, 1]), ([50, 100], [70, 30]),
            ([25, 100], [35, 65]), ([0, 100], [0, 100]), ([100, 0], [100, 0]), ([0, 0], [0, 0]),
            ([25, 25, 100], [35, 35, 30]), ([0, 0, 10], [0, 0, 100]),
        ])
    func cascade(healthy: [Int], expected: [Int]) {
        #expect(self.loads(healthy).loads == expected)
    }

    @Test(
        "B4: when all together bear less than everything, they share it in proportion",
        arguments: [
            ([20, 20], [50, 50]), ([10, 30], [25, 75]), ([25, 25, 20], [37, 35, 28]), ([30, 0, 10], [75, 0, 25]),
        ])
    func normalised(healthy: [Int], expected: [Int]) {
        #expect(self.loads(healthy).loads == expected)
    }

    @Test("B4: one healthy host of very many is still found, in whichever priority")
    func oneOfMany() {
        let few = PriorityLoads.Level(healthy: 1, ready: 1000, all: 1000)
        let none = PriorityLoads.Level(healthy: 0, ready: 1000, all: 1000)
        #expect(PriorityLoads([few], minHealthPercent: 0).loads == [100])
        #expect(PriorityLoads([none, few], minHealthPercent: 0).loads == [0, 100])
    }

    @Test("B5: unready hosts count as not healthy, unless panic is allowed: then they don't count")
    func unready() {
        let levels = [
            PriorityLoads.Level(healthy: 5, ready: 5, all: 10), PriorityLoads.Level(healthy: 10, ready: 10, all: 10),
        ]
        #expect(PriorityLoads(levels, minHealthPercent: 0).loads == [70, 30])
        #expect(PriorityLoads(levels, minHealthPercent: 1).loads == [100, 0])
    }

    @Test(
        "B5: panic begins below the threshold, and only when all priorities together bear less than everything",
        arguments: [
            ([50], 0, [false]), ([0], 0, [false]), ([49], 50, [true]), ([50], 50, [false]), ([51], 50, [false]),
            ([0], 1, [true]), ([71], 100, [true]), ([72], 100, [false]),
            ([10, 100], 50, [false, false]), ([10, 20], 50, [true, true]), ([30, 10], 20, [false, true]),
            ([10], -1, [false]), ([10], 1000, [true]),
        ])
    func panic(healthy: [Int], threshold: Int, expected: [Bool]) {
        #expect(self.loads(healthy, minHealthPercent: threshold).isInPanic == expected)
    }

    @Test("B5: when all are in panic, the numbers of ready hosts decide")
    func totalPanic() {
        let levels = [
            PriorityLoads.Level(healthy: 0, ready: 10, all: 50), PriorityLoads.Level(healthy: 2, ready: 20, all: 20),
        ]
        #expect(PriorityLoads(levels, minHealthPercent: 50).loads == [34, 66])
        #expect(PriorityLoads([PriorityLoads.Level(healthy: 0, ready: 0, all: 3)], minHealthPercent: 50).loads == [0])
    }

    @Test("B4: tickets are shared as the loads say")
    func tickets() {
        let loads = self.loads([25, 25, 100])
        let levels = (0..<100).compactMap { loads.level(ticket: $0) }
        #expect((0..<3).map { level in levels.count { $0 == level } } == [35, 35, 30])
        #expect(self.loads([0, 0]).level(ticket: 0) == nil)
        #expect(self.loads([]).level(ticket: 0) == nil)
    }

    @Test(
        "A10: priorities that are left out get nothing, and the others what they bear",
        arguments: [
            ([100, 100, 100], [0], [0, 100, 0]), ([50, 50, 100], [0], [0, 70, 30]),
            ([50, 100, 100], [1], [70, 0, 30]),
            ([100, 20, 20], [0], [0, 50, 50]), ([100, 0, 50], [0], [0, 0, 100]),
            // No other has healthy hosts.
            ([50, 100], [0, 1], [70, 30]), ([50, 0], [0], [100, 0]), ([0, 0], [0], [0, 0]),
        ])
    func excluding(healthy: [Int], excluded: [Int], expected: [Int]) {
        let loads = self.loads(healthy)
        #expect(healthy.indices.map { level in loads.load(of: level) { excluded.contains($0) } } == expected)
        let levels = (0..<100).compactMap { loads.level(ticket: $0) { excluded.contains($0) } }
        #expect(healthy.indices.map { level in levels.count { $0 == level } } == expected)
    }
}
