import Synchronization

/// The zone as it is at the moment, and what became of queries: changed and read from any thread.
final class ServedZone: Sendable {
    private struct State {
        var zone = Zone()
        var counts = ZoneCounts()
    }

    private let state: Mutex<State>

    init(timeToLive: UInt32) { self.state = Mutex(State(zone: Zone(timeToLive: timeToLive))) }

    /// Answers by these from now on.
    func replace(hosts: ClaimedHosts, addresses: ResolvedAddresses) {
        self.state.withLock { state in
            state.zone.hosts = hosts
            state.zone.addresses = addresses
        }
    }

    /// The reply to a message; nil when it gets none.
    func reply(to bytes: [UInt8], isDatagram: Bool) -> [UInt8]? {
        let zone = self.state.withLock { $0.zone }
        let reply = zone.reply(to: bytes, isDatagram: isDatagram)
        self.count { counts in
            if let reply { counts.replies[reply.code, default: 0] &+= 1 } else { counts.ignored &+= 1 }
        }
        return reply?.bytes
    }

    /// Counts something.
    func count(_ body: (inout ZoneCounts) -> Void) { self.state.withLock { body(&$0.counts) } }

    /// What has been done.
    var counts: ZoneCounts { self.state.withLock { $0.counts } }
}
