/// What an exchange waits for, and until when. A pure value; moments are nanoseconds of the loop's clock.
///
/// Nothing in it tells one request of an exchange from the next: an exchange that ends takes all its alarms back, and who
/// is late to look finds those of the present.
struct ExchangeAlarms {
    /// In the order in which those of the same moment ring: what ends an exchange comes before what goes on with it.
    enum Alarm: CaseIterable {
        /// The rest of the client's request.
        case request
        /// The response, by the route's timeout or what a gRPC client allows.
        case response
        /// The response to the current try.
        case attempt
        /// The end of the wait before the next try.
        case backOff
        /// The end of an injected delay.
        case delay
    }

    private static let never = UInt64.max

    private var request = Self.never
    private var response = Self.never
    private var attempt = Self.never
    private var backOff = Self.never
    private var delay = Self.never

    /// When an alarm rings; nil when it is not set.
    subscript(alarm: Alarm) -> UInt64? {
        get {
            let due = self.due(of: alarm)
            return due == Self.never ? nil : due
        }
        set {
            let due = newValue ?? Self.never
            switch alarm {
            case .request: self.request = due
            case .response: self.response = due
            case .attempt: self.attempt = due
            case .backOff: self.backOff = due
            case .delay: self.delay = due
            }
        }
    }

    /// The moment of the nearest one; nil when none is set.
    var nearest: UInt64? {
        let nearest = min(self.request, self.response, self.attempt, self.backOff, self.delay)
        return nearest == Self.never ? nil : nearest
    }

    /// Takes back the nearest alarm that is due at `now`, and says which it is.
    mutating func take(dueBy now: UInt64) -> Alarm? {
        guard let nearest, nearest <= now else { return nil }
        let alarm = Alarm.allCases.first { self.due(of: $0) == nearest }
        if let alarm { self[alarm] = nil }
        return alarm
    }

    private func due(of alarm: Alarm) -> UInt64 {
        switch alarm {
        case .request: self.request
        case .response: self.response
        case .attempt: self.attempt
        case .backOff: self.backOff
        case .delay: self.delay
        }
    }
}
