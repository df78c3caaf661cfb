import GatehousePlan

/// The times of a plan in milliseconds, bounded so that nothing overflows.
struct EjectionTimes {
    /// What no ejection is longer than, unless the base is: 300 s, Envoy's `max_ejection_time`, which Istio leaves alone.
    private static let longest: UInt64 = 300_000
    /// What times are cut to: 139 years.
    private static let bound: UInt64 = 1 << 42 - 1

    /// The duration of the first ejection.
    let base: UInt64
    /// The longest duration.
    let maximum: UInt64
    /// How often endpoints are let in again.
    let interval: UInt64

    init(_ plan: OutlierDetectionPlan) {
        self.base = Self.milliseconds(plan.baseEjectionTime)
        self.maximum = max(Self.longest, self.base)
        self.interval = Self.milliseconds(plan.interval)
    }

    /// How long an ejection lasts.
    func duration(multiplier: UInt64) -> UInt64 {
        let (product, overflows) = self.base.multipliedReportingOverflow(by: multiplier)
        return overflows ? self.maximum : min(product, self.maximum)
    }

    /// The multiplier of the next ejection. It grows until the duration is at its cap, and one beyond, as in Envoy: the
    /// first interval in good health does not shorten the next ejection then.
    func multiplier(after multiplier: UInt64) -> UInt64 {
        let (product, overflows) = self.base.multipliedReportingOverflow(by: multiplier)
        guard !overflows, product < self.maximum + self.base else { return multiplier }
        return min(multiplier + 1, EndpointCondition.maximumMultiplier)
    }

    /// The moment from which something is measured, rounded up, so that nothing measured from it is too short.
    static func start(_ now: UInt64) -> UInt64 { now / 1_000_000 + 1 - (now % 1_000_000 == 0 ? 1 : 0) }

    /// The moment up to which something is measured, rounded down.
    static func end(_ now: UInt64) -> UInt64 { now / 1_000_000 }

    /// A time, rounded up.
    private static func milliseconds(_ duration: Duration) -> UInt64 {
        min((duration.boundedNanoseconds + 999_999) / 1_000_000, Self.bound)
    }
}
