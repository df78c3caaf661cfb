import NIOCore

/// What is to be done at a certain moment. One timer of the loop stands for the exchanges of the worker, as the loop's own
/// cost an allocation or more each and are searched for when they are taken back.
extension Worker {
    /// Alarms ring up to so many nanoseconds late, so that many of them take one turn of the loop.
    private static let grain: UInt64 = 1_000_000

    /// The moment that is so far away, in nanoseconds of the loop's clock.
    func moment(in time: TimeAmount) -> UInt64 {
        let (sum, isTooFar) = self.loop.now.uptimeNanoseconds.addingReportingOverflow(UInt64(max(0, time.nanoseconds)))
        return isTooFar ? UInt64(Int64.max) : min(sum, UInt64(Int64.max))
    }

    /// An exchange has set an alarm.
    func expectAlarm(of exchange: Exchange, by due: UInt64) {
        guard !self.hasStopped else { return }
        self.alarms.expect(exchange, by: due)
        self.wake(by: due)
    }

    /// Has the loop wake the worker by then. A timer that is too early is left: it looks and is set again.
    private func wake(by due: UInt64) {
        guard due < self.alarmTimerDue.uptimeNanoseconds else { return }
        let latest = (due + Self.grain - 1) / Self.grain * Self.grain
        let deadline = NIODeadline.uptimeNanoseconds(min(latest, UInt64(Int64.max)))
        guard deadline < self.alarmTimerDue else { return }
        self.alarmTimer?.cancel()
        self.alarmTimerDue = deadline
        self.alarmTimer = self.loop.assumeIsolated().scheduleTask(deadline: deadline) { self.ringAlarms() }
    }

    private func ringAlarms() {
        // As if a timer were about to go off: those that are set meanwhile are looked at in the end.
        self.alarmTimer = nil
        self.alarmTimerDue = .uptimeNanoseconds(0)
        let now = self.loop.now.uptimeNanoseconds
        while let exchange = self.alarms.next(dueBy: now) {
            exchange.ring(dueBy: now)
            if let due = exchange.nearestAlarm { self.alarms.expect(exchange, by: due) }
        }
        self.flush()
        self.alarmTimerDue = .distantFuture
        if let nearest = self.alarms.nearest { self.wake(by: nearest) }
    }
}
