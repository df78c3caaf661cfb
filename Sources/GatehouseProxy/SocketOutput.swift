import NIOCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Output straight to a channel's socket. Most of what is sent fits into the socket's buffer at once, and then the way
/// through the pipeline and the channel's queue is a tenth of what a small request costs here.
///
/// Only for channels in whose pipeline nothing changes what goes out, and only while the channel's own queue is empty, as
/// the bytes would overtake those in it. What the socket does not take is the caller's to queue; errors are found and told
/// by the channel, which meets them at its own next attempt.
struct SocketOutput {
    private let channel: any Channel
    private let descriptor: NIOBSDSocket.Handle

    /// The output of the channel's socket; nil where it has none that can be told.
    init?(_ channel: any Channel) {
        let operations = channel.pipeline.syncOperations
        guard
            let descriptor = try? operations.withUnsafeTransportIfAvailable(
                of: NIOBSDSocket.Handle.self, { (descriptor: NIOBSDSocket.Handle) in descriptor })
        else { return nil }
        self.channel = channel
        self.descriptor = descriptor
    }

    /// Sends bytes.
    ///
    /// - Returns: how many the socket took, from the beginning.
    func write(_ bytes: ByteBuffer) -> Int {
        // The descriptor of a closed channel may be another connection's by now.
        guard self.channel.isActive else { return 0 }
        return bytes.withUnsafeReadableBytes { bytes in
            max(0, send(self.descriptor, bytes.baseAddress, bytes.count, Self.options))
        }
    }

    /// Sends the bytes of two buffers, one after the other.
    ///
    /// - Returns: how many of them all the socket took, from the beginning.
    func write(_ first: ByteBuffer, _ second: ByteBuffer) -> Int {
        if first.readableBytes == 0 { return self.write(second) }
        guard self.channel.isActive else { return 0 }
        return first.withUnsafeReadableBytes { first in
            second.withUnsafeReadableBytes { second in
                withUnsafeTemporaryAllocation(of: iovec.self, capacity: 2) { parts in
                    parts.initializeElement(at: 0, to: Self.part(first))
                    parts.initializeElement(at: 1, to: Self.part(second))
                    var message = msghdr()
                    message.msg_iov = parts.baseAddress
                    message.msg_iovlen = 2
                    return max(0, sendmsg(self.descriptor, &message, Self.options))
                }
            }
        }
    }

    private static func part(_ bytes: UnsafeRawBufferPointer) -> iovec {
        iovec(iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
    }

    #if canImport(Darwin)
    // Sockets are told so once.
    private static let options: Int32 = 0
    #else
    private static let options = Int32(MSG_NOSIGNAL)
    #endif
}
