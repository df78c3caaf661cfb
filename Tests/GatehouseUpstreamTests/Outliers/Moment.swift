/// Moments of the monotonic clock, in nanoseconds.
enum Moment {
    static func seconds(_ count: UInt64) -> UInt64 { count * 1_000_000_000 }
    static func milliseconds(_ count: UInt64) -> UInt64 { count * 1_000_000 }
}
