import Testing

@testable import GatehouseProxy

@Suite("The queue of alarms")
struct AlarmQueueTests {
    @Test("alarms ring in the order of their moments, each once, and none before its time")
    func order() {
        var queue = AlarmQueue<Waiter>()
        let waiters = [30, 10, 20, 50, 40].enumerated().map { number, due in
            let waiter = Waiter(number)
            waiter.set(to: UInt64(due), in: &queue)
            return waiter
        }
        #expect(queue.nearest == 10)
        #expect(queue.ringAll(dueBy: 9).isEmpty)
        #expect(queue.ringAll(dueBy: 40).map(\.number) == [1, 2, 0, 4])
        #expect(queue.ringAll(dueBy: 40).isEmpty)
        #expect(queue.nearest == 50)
        #expect(queue.ringAll(dueBy: 50) == [Ring(number: 3, due: 50)])
        #expect(queue.nearest == nil)
        #expect(waiters.allSatisfy { $0.alarmPlace == nil })
    }

    @Test("alarms of the same moment ring in the order in which they were set", arguments: [1, 2, 7, 64, 1000])
    func sameMoment(count: Int) {
        var queue = AlarmQueue<Waiter>()
        let waiters = (0..<count).map { Waiter($0) }
        for waiter in waiters { waiter.set(to: 5, in: &queue) }
        #expect(queue.ringAll(dueBy: 5).map(\.number) == Array(0..<count))
    }

    @Test("an owner's alarms ring one after the other, those of others between them")
    func several() {
        var queue = AlarmQueue<Waiter>()
        let (first, second) = (Waiter(1, alarms: 3), Waiter(2, alarms: 3))
        for (alarm, due) in [30, 10, 50].enumerated() { first.set(alarm, to: UInt64(due), in: &queue) }
        for (alarm, due) in [40, 60, 20].enumerated() { second.set(alarm, to: UInt64(due), in: &queue) }
        #expect(queue.count == 2)
        #expect(
            queue.ringAll(dueBy: 60)
                == [(1, 10), (2, 20), (1, 30), (2, 40), (1, 50), (2, 60)].map { Ring(number: $0, due: $1) })
    }

    @Test("an alarm that was taken back does not ring, and its owner is kept no longer than it")
    func takenBack() {
        var queue = AlarmQueue<Waiter>()
        weak var gone: Waiter?
        do {
            let waiter = Waiter()
            gone = waiter
            waiter.set(to: 10, in: &queue)
            waiter.dues[0] = nil
        }
        #expect(queue.ringAll(dueBy: 9).isEmpty)
        #expect(gone != nil)
        #expect(queue.ringAll(dueBy: 10).isEmpty)
        #expect(gone == nil)
        #expect(queue.count == 0)
    }

    @Test("an owner that is forgotten is not kept at all, whatever alarms it has")
    func forgotten() {
        var queue = AlarmQueue<Waiter>()
        let other = Waiter(1)
        other.set(to: 5, in: &queue)
        weak var gone: Waiter?
        do {
            let waiter = Waiter()
            gone = waiter
            waiter.set(to: 3, in: &queue)
            queue.forget(waiter)
            // Twice is as good as once.
            queue.forget(waiter)
        }
        #expect(gone == nil)
        #expect(queue.ringAll(dueBy: 10).map(\.number) == [1])
    }

    @Test("an alarm that has rung can be taken back and set again")
    func afterwards() {
        var queue = AlarmQueue<Waiter>()
        let waiter = Waiter()
        waiter.set(to: 1, in: &queue)
        #expect(queue.ringAll(dueBy: 1) == [Ring(number: 0, due: 1)])
        waiter.dues[0] = nil
        queue.forget(waiter)
        #expect(queue.ringAll(dueBy: 5).isEmpty)
        waiter.set(to: 8, in: &queue)
        #expect(queue.ringAll(dueBy: 8) == [Ring(number: 0, due: 8)])
    }

    @Test(
        "an alarm that is set anew rings at its new moment alone",
        arguments: [(10, 20), (20, 10), (10, 10)] as [(UInt64, UInt64)])
    func setAnew(before: UInt64, after: UInt64) {
        var queue = AlarmQueue<Waiter>()
        let waiter = Waiter()
        waiter.set(to: before, in: &queue)
        waiter.set(to: after, in: &queue)
        #expect(queue.count == 1)
        #expect(queue.ringAll(dueBy: after - 1).isEmpty)
        #expect(queue.ringAll(dueBy: 100) == [Ring(number: 0, due: after)])
    }

    @Test("an alarm that was put off rings after those that are before it now")
    func putOff() {
        var queue = AlarmQueue<Waiter>()
        let (late, soon) = (Waiter(1), Waiter(2))
        late.set(to: 5, in: &queue)
        late.set(to: 8, in: &queue)
        soon.set(to: 6, in: &queue)
        #expect(queue.ringAll(dueBy: 10).map(\.number) == [2, 1])
    }

    @Test("the same alarm set again and again takes no more room and does not move the queue")
    func steady() {
        var queue = AlarmQueue<Waiter>()
        let waiters = (0..<50).map { Waiter($0, alarms: 2) }
        for (now, waiter) in waiters.enumerated() { waiter.set(to: UInt64(now) + 500, in: &queue) }
        let capacity = queue.capacity
        for now in 0..<400 {
            let waiter = waiters[now % waiters.count]
            let place = waiter.alarmPlace
            waiter.set(0, to: UInt64(now) + 1000, in: &queue)
            waiter.set(1, to: UInt64(now) + 600, in: &queue)
            waiter.dues = [nil, nil]
            #expect(waiter.alarmPlace == place)
        }
        #expect(queue.count == waiters.count)
        #expect(queue.capacity == capacity)
        #expect(queue.ringAll(dueBy: 10_000).isEmpty)
        #expect(queue.count == 0)
    }

    @Test("room follows the count, up at once and down once three quarters are free")
    func room() {
        var queue = AlarmQueue<Waiter>()
        let waiters = (0..<10_000).map { Waiter($0) }
        for waiter in waiters { waiter.set(to: UInt64(waiter.number), in: &queue) }
        #expect(queue.capacity >= 10_000)
        var largestShare = 0
        for (gone, waiter) in waiters.enumerated() {
            queue.forget(waiter)
            let count = 10_000 - gone - 1
            if count > 64 { largestShare = max(largestShare, queue.capacity / count) }
        }
        #expect(largestShare <= 4)
        #expect(queue.capacity <= 128)
    }

    @Test("a queue that is emptied keeps nobody and takes the same owners again")
    func emptied() {
        var queue = AlarmQueue<Waiter>()
        let waiters = (0..<10).map { Waiter($0) }
        for waiter in waiters { waiter.set(to: 1, in: &queue) }
        queue.removeAll()
        #expect(queue.nearest == nil)
        #expect(queue.ringAll(dueBy: 10).isEmpty)
        waiters[3].set(to: 4, in: &queue)
        #expect(queue.ringAll(dueBy: 10) == [Ring(number: 3, due: 4)])
    }
}
