import GatehousePlan
import GatehouseUpstream
import NIOCore

/// Asks an upstream by PING whether it is still there (RFC 9113 section 6.7), and closes the connection when it is not.
/// Bound to the connection's event loop.
final class HTTP2Keepalive {
    private let upstream: HTTP2UpstreamConnection
    private var schedule: PingSchedule
    private var timer: Scheduled<Void>?

    /// Begins to ask.
    init(_ plan: HTTP2KeepalivePlan, of upstream: HTTP2UpstreamConnection) {
        self.upstream = upstream
        self.schedule = PingSchedule(plan, now: NIODeadline.now().uptimeNanoseconds)
        self.setTimer()
    }

    /// Something came from the upstream.
    func received() {
        // The timer is not moved for that: it finds out that there is still time.
        if self.schedule.isAwaiting { self.schedule.received(now: NIODeadline.now().uptimeNanoseconds) }
    }

    /// An answer came; false when none was waited for.
    func answered() -> Bool {
        guard self.schedule.answered(now: NIODeadline.now().uptimeNanoseconds) else { return false }
        self.setTimer()
        return true
    }

    /// Ends it.
    func stop() {
        self.timer?.cancel()
        self.timer = nil
    }

    private func setTimer() {
        self.timer?.cancel()
        let loop = self.upstream.worker.loop.assumeIsolated()
        self.timer = loop.scheduleTask(deadline: .uptimeNanoseconds(self.schedule.nextAt)) { [weak self] in
            self?.timePassed()
        }
    }

    private func timePassed() {
        switch self.schedule.timePassed(now: NIODeadline.now().uptimeNanoseconds) {
        case .wait: self.setTimer()
        case .ping:
            self.upstream.ping()
            self.setTimer()
        case .giveUp: self.upstream.close()
        }
        self.upstream.worker.flush()
    }
}
