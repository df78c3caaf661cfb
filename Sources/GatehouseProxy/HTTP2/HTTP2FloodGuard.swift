import NIOCore

/// Tells a peer that wastes the gateway's time from one that is merely busy: frames that cost work and bring nothing draw
/// on an allowance that grows back slowly. A pure value; time is given.
///
/// Covers resets of streams just opened (rapid reset), PING, SETTINGS, PRIORITY, WINDOW_UPDATE, unknown and empty frames.
/// Envoy has a limit for each kind; one for all is stricter towards mixtures and needs no tuning for each.
struct HTTP2FloodGuard {
    /// What a connection may waste at once.
    static let allowance = 1000
    /// What grows back in a second.
    static let perSecond = 200

    private var left = allowance
    private var lastRefill: NIODeadline?
    /// WINDOW_UPDATE frames that are answers to data that was sent.
    private var expectedWindowUpdates = 32

    /// Something wasteful came; false when there has been too much of it.
    mutating func spend(_ cost: Int = 1, now: NIODeadline) -> Bool {
        if let last = self.lastRefill {
            let grown = (now - last).nanoseconds / (1_000_000_000 / Int64(Self.perSecond))
            if grown > 0 {
                self.left = min(Self.allowance, self.left + Int(grown))
                self.lastRefill = now
            }
        } else {
            self.lastRefill = now
        }
        self.left -= cost
        return self.left >= 0
    }

    /// A DATA frame was sent, for which the peer will open windows: the stream's and the connection's.
    mutating func dataSent() {
        self.expectedWindowUpdates = min(self.expectedWindowUpdates + 2, 1 << 20)
    }

    /// A WINDOW_UPDATE came; false when there have been too many for the data that was sent.
    mutating func windowUpdated(now: NIODeadline) -> Bool {
        if self.expectedWindowUpdates > 0 {
            self.expectedWindowUpdates -= 1
            return true
        }
        return self.spend(now: now)
    }
}
