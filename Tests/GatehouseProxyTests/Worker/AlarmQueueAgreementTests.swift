import GatehouseTestSupport
import Testing

@testable import GatehouseProxy

/// Random operations on the queue and on a plain table of all alarms that is looked through from end to end.
@Suite("The queue of alarms against a plain table")
struct AlarmQueueAgreementTests {
    private struct Pair {
        static let alarms = 3

        var queue = AlarmQueue<Waiter>()
        var waiters: [Waiter]
        /// When each alarm of each waiter is to ring.
        var table: [[UInt64?]]
        var now: UInt64 = 0

        init(count: Int) {
            self.waiters = (0..<count).map { Waiter($0, alarms: Self.alarms) }
            self.table = [[UInt64?]](repeating: [UInt64?](repeating: nil, count: Self.alarms), count: count)
        }

        var nearest: UInt64? { self.table.joined().compactMap { $0 }.min() }

        mutating func set(_ alarm: Int, of number: Int, to due: UInt64) {
            self.waiters[number].set(alarm, to: due, in: &self.queue)
            self.table[number][alarm] = due
        }

        mutating func takeBack(_ alarm: Int, of number: Int) {
            self.waiters[number].dues[alarm] = nil
            self.table[number][alarm] = nil
        }

        /// Another one takes the place of an owner that goes with all its alarms.
        mutating func replace(_ number: Int) {
            self.queue.forget(self.waiters[number])
            self.waiters[number] = Waiter(number, alarms: Self.alarms)
            self.table[number] = [UInt64?](repeating: nil, count: Self.alarms)
        }

        /// What is due by now: in the order of the moments, and all of it.
        mutating func ring() {
            let rung = self.queue.ringAll(dueBy: self.now)
            var expected: [Ring] = []
            for number in self.table.indices {
                for (alarm, due) in self.table[number].enumerated() {
                    guard let due, due <= self.now else { continue }
                    expected.append(Ring(number: number, due: due))
                    self.table[number][alarm] = nil
                }
            }
            #expect(rung.map(\.due) == expected.map(\.due).sorted { ($0 ?? 0) < ($1 ?? 0) })
            #expect(Set(rung) == Set(expected))
        }

        func check() {
            #expect(self.queue.count <= self.waiters.count)
            #expect(Set(self.waiters.compactMap(\.alarmPlace)) == Set(0..<self.queue.count))
            guard let nearest = self.nearest else { return }
            // Looked at early perhaps, but never late.
            #expect((self.queue.nearest ?? .max) <= nearest)
        }
    }

    @Test("they agree, whatever is set, taken back, put off, forgotten and rung", arguments: 0..<60 as Range<UInt64>)
    func agree(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        var pair = Pair(count: Int.random(in: 1...40, using: &random))
        // Small steps give many alarms of the same moment.
        let farthest: UInt64 = [4, 100, 100_000].randomElement(using: &random) ?? 4
        for _ in 0..<600 {
            let number = Int.random(in: 0..<pair.waiters.count, using: &random)
            let alarm = Int.random(in: 0..<Pair.alarms, using: &random)
            let distance = UInt64.random(in: 0...farthest, using: &random)
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<50: pair.set(alarm, of: number, to: pair.now + distance)
            case 50..<80: pair.takeBack(alarm, of: number)
            case 80..<85: pair.replace(number)
            default:
                pair.now += distance
                pair.ring()
            }
            pair.check()
        }
        pair.now += farthest
        pair.ring()
        #expect(pair.nearest == nil)
        #expect(pair.queue.count == 0)
    }
}
