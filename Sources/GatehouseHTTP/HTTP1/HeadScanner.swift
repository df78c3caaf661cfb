#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Finds the end of a head in bytes that arrive in pieces, looking at each byte once.
///
/// A line feed without a carriage return before it is refused here, as soon as it is seen.
public struct HeadScanner: Sendable {
    /// What is known so far.
    public enum Outcome: Equatable, Sendable {
        /// The head ends before this offset.
        case complete(Int)
        /// More bytes are needed.
        case incomplete
        /// It can't become a head.
        case refused(HTTP1Refusal)
    }

    /// Bytes already looked at.
    private var scanned = 0
    /// Where the line that is being looked at begins.
    private var lineStart = 0

    /// A scanner at the beginning of a head.
    public init() {}

    /// Looks at the bytes from the beginning of the head to what has arrived so far.
    public mutating func scan(_ bytes: UnsafeRawBufferPointer, limit: Int) -> Outcome {
        guard let base = bytes.baseAddress else { return .incomplete }
        while self.scanned < bytes.count {
            guard let found = memchr(base + self.scanned, 0x0A, bytes.count - self.scanned) else {
                self.scanned = bytes.count
                break
            }
            let lineFeed = UnsafeRawPointer(found) - base
            guard lineFeed > self.lineStart, bytes[lineFeed - 1] == 0x0D else { return .refused(.bareLineFeed) }
            if lineFeed - self.lineStart == 1 {
                return lineFeed < limit ? .complete(lineFeed + 1) : .refused(.headTooLarge)
            }
            self.lineStart = lineFeed + 1
            self.scanned = lineFeed + 1
        }
        return bytes.count >= limit ? .refused(.headTooLarge) : .incomplete
    }
}
