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

    /// Sends the bytes of buffers, one after the other, by one system call.
    ///
    /// - Returns: how many of them all the socket took, from the beginning.
    func write(_ buffers: [ByteBuffer]) -> Int {
        guard self.channel.isActive else { return 0 }
        return withUnsafeTemporaryAllocation(of: iovec.self, capacity: buffers.count) { parts in
            // The addresses outlive the closures that give them: `buffers` holds on to their storage, and nobody writes to it.
            for (index, buffer) in buffers.enumerated() {
                buffer.withUnsafeReadableBytes { bytes in
                    let base = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
                    parts.initializeElement(at: index, to: iovec(iov_base: base, iov_len: bytes.count))
                }
            }
            var message = msghdr()
            message.msg_iov = parts.baseAddress
            message.msg_iovlen = .init(buffers.count)
            return withExtendedLifetime(buffers) { max(0, sendmsg(self.descriptor, &message, Self.options)) }
        }
    }

    #if canImport(Darwin)
    // Sockets are told so once.
    private static let options: Int32 = 0
    #else
    private static let options = Int32(MSG_NOSIGNAL)
    #endif
}
