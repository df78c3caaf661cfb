@testable import GatehouseProxy

/// An owner of some alarms in a queue.
final class Waiter: AlarmOwner {
    let number: Int
    var dues: [UInt64?]
    var alarmPlace: Int?

    init(_ number: Int = 0, alarms: Int = 1) {
        self.number = number
        self.dues = [UInt64?](repeating: nil, count: alarms)
    }

    var nearestAlarm: UInt64? { self.dues.compactMap { $0 }.min() }

    /// Sets an alarm and tells the queue.
    func set(_ alarm: Int = 0, to due: UInt64, in queue: inout AlarmQueue<Waiter>) {
        self.dues[alarm] = due
        queue.expect(self, by: due)
    }

    /// Takes the nearest alarm back, and says for when it was.
    func take() -> UInt64? {
        guard let nearest = self.nearestAlarm, let alarm = self.dues.firstIndex(of: nearest) else { return nil }
        self.dues[alarm] = nil
        return nearest
    }
}

extension AlarmQueue<Waiter> {
    /// Rings everything that is due: who rang, and which of its moments it was.
    mutating func ringAll(dueBy now: UInt64) -> [Ring] {
        var rung: [Ring] = []
        while let waiter = self.next(dueBy: now) {
            rung.append(Ring(number: waiter.number, due: waiter.take()))
            if let due = waiter.nearestAlarm { self.expect(waiter, by: due) }
        }
        return rung
    }
}

/// An alarm that rang.
struct Ring: Hashable {
    var number: Int
    var due: UInt64?
}
