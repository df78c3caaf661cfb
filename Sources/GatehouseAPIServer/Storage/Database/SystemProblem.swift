#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Why the system refused something.
struct SystemProblem: Error, CustomStringConvertible {
    /// `errno`.
    var code: Int32

    /// Whether somebody else holds a lock.
    var isLocked: Bool { self.code == EWOULDBLOCK }

    var description: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard strerror_r(self.code, &buffer, buffer.count) == 0 else { return "error \(self.code)" }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self).lowercased()
    }
}
