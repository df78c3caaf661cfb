import GatehouseModel

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A point in time as clocks on the wall show it, and as it is written into objects and logs.
public struct WallTime: Hashable, Sendable {
    /// Since 1970 in UTC.
    public var seconds: Int
    /// 0 to 999,999.
    public var microseconds: Int

    /// A point in time.
    public init(seconds: Int, microseconds: Int = 0) {
        self.seconds = seconds
        self.microseconds = microseconds
    }

    /// The time now.
    public static func now() -> WallTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return WallTime(seconds: Int(time.tv_sec), microseconds: Int(time.tv_nsec) / 1000)
    }

    /// As Kubernetes' `MicroTime` is written: `2024-02-29T12:00:00.000000Z`; without a fraction where none can be written.
    public var microText: String {
        TimestampText.text(seconds: self.seconds, microseconds: self.microseconds) ?? TimestampText.text(self.seconds)
    }

    /// As logs write it, with milliseconds: `2024-02-29T12:00:00.000Z`.
    public var milliText: String {
        guard let text = TimestampText.text(seconds: self.seconds, microseconds: self.microseconds) else {
            return TimestampText.text(self.seconds)
        }
        return text.dropLast(4) + "Z"
    }
}
