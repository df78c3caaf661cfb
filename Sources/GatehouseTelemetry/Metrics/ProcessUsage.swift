#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What the operating system knows of this process. Memory and file descriptors are read from `/proc`; where there is
/// none, they are not reported.
enum ProcessUsage {
    static func current() -> [Metric: MetricValue] {
        var values: [Metric: MetricValue] = [:]
        values[.cpuSeconds] = self.cpuSeconds()
        values[.residentMemory] = self.residentMemory()
        values[.openFileDescriptors] = self.openFileDescriptors()
        return values
    }

    private static func cpuSeconds() -> MetricValue? {
        var usage = rusage()
        #if canImport(Glibc)
        // An enumeration in Glibc's header, a plain number in its function.
        guard getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return nil }
        #else
        guard getrusage(RUSAGE_SELF, &usage) == 0 else { return nil }
        #endif
        let seconds = Int(usage.ru_utime.tv_sec) + Int(usage.ru_stime.tv_sec)
        let microseconds = Int(usage.ru_utime.tv_usec) + Int(usage.ru_stime.tv_usec)
        return .thousandths(seconds * 1000 + microseconds / 1000)
    }

    /// The second number of `statm`, in pages.
    private static func residentMemory() -> MetricValue? {
        let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(file, &bytes, bytes.count)
        guard count > 0 else { return nil }
        let fields = bytes[..<count].split(separator: UInt8(ascii: " "))
        guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else { return nil }
        return .whole(pages * Int(sysconf(Int32(_SC_PAGESIZE))))
    }

    /// Entries of `/proc/self/fd`, without `.`, `..` and the one that reading the folder takes.
    private static func openFileDescriptors() -> MetricValue? {
        guard let folder = opendir("/proc/self/fd") else { return nil }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        return .whole(max(0, count - 3))
    }
}
