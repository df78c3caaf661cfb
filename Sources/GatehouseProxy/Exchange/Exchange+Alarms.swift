import NIOCore

extension Exchange: AlarmOwner {
    var nearestAlarm: UInt64? { self.alarms.nearest }

    /// Sets an alarm to ring in this time, whatever it was set to, unless the exchange ends before that.
    func set(_ alarm: ExchangeAlarms.Alarm, in time: TimeAmount) {
        // It would ring for the next request.
        guard !self.progress.hasEnded else { return }
        let due = self.worker.moment(in: time)
        self.alarms[alarm] = due
        self.worker.expectAlarm(of: self, by: due)
    }

    /// Takes an alarm back, if it is set.
    func cancel(_ alarm: ExchangeAlarms.Alarm) { self.alarms[alarm] = nil }

    /// Takes all of them back.
    func cancelAlarms() { self.alarms = ExchangeAlarms() }

    /// Does what is to be done at `now`, in nanoseconds of the loop's clock, if it is still waited for.
    func ring(dueBy now: UInt64) {
        switch self.alarms.take(dueBy: now) {
        case .request: self.fail(.requestTimedOut)
        case .response: self.fail(.responseTimedOut)
        case .attempt: self.tryFailed(.perTryTimedOut)
        case .backOff: self.beginTry()
        case .delay: self.delayEnded()
        case nil: break
        }
    }
}
