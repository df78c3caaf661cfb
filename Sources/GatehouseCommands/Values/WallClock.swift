#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The time of day.
enum WallClock {
    /// Seconds since 1970 in UTC.
    static func now() -> Int { time(nil) }
}
