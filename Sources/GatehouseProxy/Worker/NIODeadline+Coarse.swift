import NIOCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension NIODeadline {
    /// The loop's clock as of its last tick, up to 10 ms ago, for a quarter of the price. For deadlines of connections, which
    /// are put off several times in a request and looked at a few times in a second.
    static var coarseNow: NIODeadline {
        #if os(Linux)
        var time = timespec()
        guard clock_gettime(CLOCK_MONOTONIC_COARSE, &time) == 0 else { return .now() }
        return .uptimeNanoseconds(UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec))
        #else
        return .now()
        #endif
    }
}
