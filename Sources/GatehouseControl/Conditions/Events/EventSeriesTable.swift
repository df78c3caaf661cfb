import GatehouseModel

/// Counts events that happen again, and joins those that differ in their message only.
struct EventSeriesTable: Sendable {
    private struct Key: Hashable {
        var resource: ResourceKey
        var uid: String?
        var level: Event.Level
        var reason: ConditionReason
    }

    private struct Series {
        var events: [String: Event] = [:]
        var combined: Event?
        var last: Int
    }

    private var series: [Key: Series] = [:]

    /// The event of a condition, counted.
    mutating func record(
        _ level: Event.Level, _ condition: Condition, of status: ResourceStatus, limits: EventRecorder.Limits, now: Int
    ) -> Event {
        let key = Key(resource: status.key, uid: status.uid, level: level, reason: condition.reason)
        if self.series[key] == nil, self.series.count >= limits.remembered { self.forgetOldest() }
        var series = self.series[key] ?? Series(last: now)
        if now - series.last > limits.quietPeriod { series = Series(last: now) }
        series.last = now
        let event: Event
        if let known = series.events[condition.message] {
            event = known.repeated(now: now)
            series.events[condition.message] = event
        } else if series.events.count < limits.messages {
            event = Event(
                name: Self.name(key, condition.message, now: now), resource: status.key, uid: status.uid, level: level,
                reason: condition.reason, message: condition.message, firstTimestamp: now, lastTimestamp: now, count: 1)
            series.events[condition.message] = event
        } else {
            let message = ConditionMessage.bounded("(combined from similar events): \(condition.message)")
            if let combined = series.combined {
                event = combined.repeated(now: now, message: message)
            } else {
                event = Event(
                    name: Self.name(key, "", now: now), resource: status.key, uid: status.uid, level: level,
                    reason: condition.reason, message: message, firstTimestamp: now, lastTimestamp: now, count: 1)
            }
            series.combined = event
        }
        self.series[key] = series
        return event
    }

    /// Forgets the half that has been quiet for longest, so that this is rare.
    private mutating func forgetOldest() {
        let times = self.series.values.map(\.last).sorted()
        guard !times.isEmpty else { return }
        let middle = times[times.count / 2]
        self.series = self.series.filter { $0.value.last > middle }
    }

    /// A name that no other event has, as far as 64 bits tell them apart. An object's name has at most 253 bytes.
    private static func name(_ key: Key, _ message: String, now: Int) -> String {
        // FNV-1a.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for text in [
            key.resource.description, key.uid ?? "", key.level.rawValue, key.reason.rawValue, message, String(now),
        ] {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
            hash = (hash ^ 0xff) &* 0x100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        let padded = String(repeating: "0", count: 16 - digits.utf8.count) + digits
        return "\(key.resource.name.prefix(253 - 17)).\(padded)"
    }
}

extension Event {
    /// The event once more, perhaps in other words.
    fileprivate func repeated(now: Int, message: String? = nil) -> Event {
        var event = self
        event.count &+= 1
        event.lastTimestamp = max(now, event.lastTimestamp)
        if let message { event.message = message }
        return event
    }
}
