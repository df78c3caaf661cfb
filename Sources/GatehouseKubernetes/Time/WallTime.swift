import GatehouseModel

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A point in time as it is written into objects.
struct WallTime: Hashable, Sendable {
    /// Since 1970.
    var seconds: Int
    /// 0 to 999,999.
    var microseconds = 0

    /// The time now.
    static func now() -> WallTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return WallTime(seconds: Int(time.tv_sec), microseconds: Int(time.tv_nsec) / 1000)
    }

    /// Whole seconds, as Kubernetes' `Time` is written: `2024-02-29T12:00:00Z`.
    var text: String { TimestampText.text(self.seconds) }

    /// As Kubernetes' `MicroTime` is written: `2024-02-29T12:00:00.000000Z`; without a fraction where none can be written.
    var microText: String {
        TimestampText.text(seconds: self.seconds, microseconds: self.microseconds) ?? self.text
    }
}
