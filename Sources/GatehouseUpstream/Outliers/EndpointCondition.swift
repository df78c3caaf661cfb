/// Whether an endpoint may be used and what led to that, in one word, so that it is read and changed at once.
///
/// Times are milliseconds of the monotonic clock: 42 bits are 139 years.
struct EndpointCondition: RawRepresentable, Hashable {
    /// The most ejections that the duration is multiplied by. With a base of 1 ms, the cap of 300 s is reached before.
    static let maximumMultiplier: UInt64 = 1 << 19 - 1
    private static let ejectedBit: UInt64 = 1
    private static let unwellBit: UInt64 = 2
    private static let goneBit: UInt64 = 4
    private static let multiplierShift: UInt64 = 3
    private static let timeShift: UInt64 = 22

    var rawValue: UInt64

    /// An endpoint that is in.
    init(isWell: Bool) { self.rawValue = isWell ? 0 : Self.unwellBit }

    /// What was read.
    init(rawValue: UInt64) { self.rawValue = rawValue }

    /// Whether it is neither ejected nor unwell.
    var isUsable: Bool { self.rawValue & (Self.ejectedBit | Self.unwellBit) == 0 }

    /// Whether it is ejected.
    var isEjected: Bool {
        get { self.rawValue & Self.ejectedBit != 0 }
        set { self.set(Self.ejectedBit, newValue) }
    }
    /// Whether health checks find it well.
    var isWell: Bool {
        get { self.rawValue & Self.unwellBit == 0 }
        set { self.set(Self.unwellBit, !newValue) }
    }
    /// Whether it has left its cluster; such an endpoint is never ejected again.
    var isGone: Bool {
        get { self.rawValue & Self.goneBit != 0 }
        set { self.set(Self.goneBit, newValue) }
    }
    /// How many times the base the last ejection lasts, or lasted; less what was made good since.
    var multiplier: UInt64 {
        get { self.rawValue >> Self.multiplierShift & Self.maximumMultiplier }
        set {
            self.rawValue &= ~(Self.maximumMultiplier << Self.multiplierShift)
            self.rawValue |= min(newValue, Self.maximumMultiplier) << Self.multiplierShift
        }
    }
    /// When it was ejected, or let in again if it is in; 0 if it never was ejected.
    var changedAt: UInt64 {
        get { self.rawValue >> Self.timeShift }
        set {
            self.rawValue &= 1 << Self.timeShift - 1
            self.rawValue |= min(newValue, UInt64.max >> Self.timeShift) << Self.timeShift
        }
    }

    private mutating func set(_ bit: UInt64, _ isSet: Bool) {
        if isSet { self.rawValue |= bit } else { self.rawValue &= ~bit }
    }
}

extension EndpointCondition {
    /// Ejected now, in nanoseconds as in the others; nil if it is out already or has left.
    func ejected(at now: UInt64, times: EjectionTimes) -> Self? {
        guard !self.isEjected, !self.isGone else { return nil }
        var next = self
        next.isEjected = true
        next.changedAt = EjectionTimes.start(now)
        next.multiplier = times.multiplier(after: self.multiplier)
        return next
    }

    /// Let in now if its time is over; nil if it is not, or if it is in.
    func letInIfOver(at now: UInt64, times: EjectionTimes) -> Self? {
        guard self.isEjected, self.hasPassed(times.duration(multiplier: self.multiplier), at: now) else { return nil }
        return self.letIn(at: now)
    }

    /// Let in now; nil if it is in.
    func letIn(at now: UInt64) -> Self? {
        guard self.isEjected else { return nil }
        var next = self
        next.isEjected = false
        next.changedAt = EjectionTimes.start(now)
        return next
    }

    /// One ejection made good: it has been in for an interval and is well. Nil if it is not so, or nothing is left.
    func improved(at now: UInt64, times: EjectionTimes) -> Self? {
        guard !self.isEjected, self.isWell, self.multiplier > 0, self.hasPassed(times.interval, at: now) else {
            return nil
        }
        var next = self
        next.multiplier -= 1
        return next
    }

    /// In, without a history; nil if it is so already.
    var withoutHistory: Self? {
        guard self.isEjected || self.multiplier > 0 else { return nil }
        var next = Self(isWell: self.isWell)
        next.isGone = self.isGone
        return next
    }

    /// Out of its cluster for ever; nil if it is already.
    var departed: Self? {
        guard !self.isGone else { return nil }
        var next = self
        next.isGone = true
        next.isEjected = false
        return next
    }

    /// Whether it has been as it is for so long.
    private func hasPassed(_ milliseconds: UInt64, at now: UInt64) -> Bool {
        let end = EjectionTimes.end(now)
        // The clocks of the workers may be some milliseconds apart.
        return end >= self.changedAt && end - self.changedAt >= milliseconds
    }
}
