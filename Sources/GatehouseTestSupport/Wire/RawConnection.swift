import NIOCore
import NIOPosix

/// One TCP connection as a test sees it: bytes out, bytes in, and how it ended.
///
/// It reads from the socket only while something waits for bytes, so a test that does not read is a slow peer: the
/// kernel's buffers fill and the other side has to wait. Every wait has a deadline and fails with what had come.
public final class RawConnection: Sendable {
    /// How long a wait lasts when the test does not say; far beyond what a loaded machine needs.
    public static let patience: Duration = .seconds(60)

    private let channel: any Channel
    private let inbound: NIOLoopBound<InboundBytes>

    let handshake: EventLoopFuture<TLSPeer>?

    init(channel: any Channel, inbound: NIOLoopBound<InboundBytes>, handshake: EventLoopFuture<TLSPeer>? = nil) {
        self.channel = channel
        self.inbound = inbound
        self.handshake = handshake
    }

    /// What the two ends agreed on by TLS, once they have; nil on a plaintext connection. Throws ``TLSPeerError`` when
    /// they did not.
    public func tls(within limit: Duration = patience) async throws -> TLSPeer? {
        guard let handshake else { return nil }
        return try await handshake.value(within: limit, orFailWith: .deadlinePassed(received: "(in the handshake)"))
    }

    /// The port of this end.
    public var localPort: Int { self.channel.localAddress?.port ?? 0 }

    /// Whether both directions are still open as far as this end knows.
    public var isActive: Bool { self.channel.isActive }

    // MARK: Writing

    /// Sends bytes; returns when the kernel has taken all of them.
    public func write(_ bytes: some Sequence<UInt8> & Sendable, within limit: Duration = patience) async throws {
        let written = self.channel.eventLoop.makePromise(of: Void.self)
        self.channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: written)
        try await written.futureResult.value(within: limit, orFailWith: .deadlinePassed(received: "(while writing)"))
    }

    /// Sends text.
    public func write(_ text: String, within limit: Duration = patience) async throws {
        try await self.write(Array(text.utf8), within: limit)
    }

    /// Sends bytes one by one, each in a flush of its own, so that the other side meets every boundary.
    public func drip(_ text: String, within limit: Duration = patience) async throws {
        for byte in text.utf8 { try await self.write(CollectionOfOne(byte), within: limit) }
    }

    /// Ends this end's direction (FIN) and keeps reading.
    public func finishWriting() async throws {
        try await self.channel.close(mode: .output).get()
    }

    // MARK: Reading

    /// Takes a value off the front of what was received, as soon as `extract` finds one.
    ///
    /// `extract` sees the bytes that nobody took yet and whether the peer has finished; it returns how many bytes it
    /// uses and the value, or nil to wait for more.
    public func take<Value: Sendable>(
        within limit: Duration = patience,
        _ extract: @escaping @Sendable (_ received: [UInt8], _ ended: Bool) throws -> (count: Int, value: Value)?
    ) async throws -> Value {
        let inbound = self.inbound
        let promise = self.channel.eventLoop.makePromise(of: Value.self)
        self.channel.eventLoop.execute {
            let waiting = inbound.value
            waiting.wait(Waiter(promise: promise, extract: extract))
            let deadline = promise.futureResult.eventLoop.scheduleTask(in: limit.timeAmount) {
                inbound.value.expire()
            }
            promise.futureResult.whenComplete { _ in deadline.cancel() }
        }
        return try await promise.futureResult.get()
    }

    /// Everything received so far, once `condition` holds for it.
    public func read(
        within limit: Duration = patience, until condition: @escaping @Sendable ([UInt8]) -> Bool
    ) async throws -> [UInt8] {
        try await self.take(within: limit) { received, _ in
            condition(received) ? (received.count, received) : nil
        }
    }

    /// Everything up to and including the first occurrence of `text`.
    public func read(through text: String, within limit: Duration = patience) async throws -> String {
        let wanted = Array(text.utf8)
        return try await self.take(within: limit) { received, _ in
            guard let end = received.firstRange(of: wanted)?.upperBound else { return nil }
            return (end, String(decoding: received[..<end], as: UTF8.self))
        }
    }

    /// Everything up to the peer's end of stream. A reset fails with ``RawConnectionError/reset(received:)``.
    public func readToEnd(within limit: Duration = patience) async throws -> [UInt8] {
        try await self.take(within: limit) { received, ended in ended ? (received.count, received) : nil }
    }

    /// Reads and drops exactly `count` bytes, holding no more of them than one socket read.
    public func discard(_ count: Int, within limit: Duration = patience) async throws {
        var left = count
        while left > 0 {
            let wanted = left
            left -= try await self.take(within: limit) { received, _ in
                let count = min(received.count, wanted)
                return count > 0 ? (count, count) : nil
            }
        }
    }

    /// How the connection ended, dropping whatever else the peer sends before that.
    public func end(within limit: Duration = patience) async throws -> ConnectionEnd {
        do {
            while true {
                let ended = try await self.take(within: limit) { received, ended in
                    ended || !received.isEmpty ? (received.count, ended) : nil
                }
                if ended { return .finished }
            }
        } catch RawConnectionError.reset {
            return .reset
        }
    }

    // MARK: Ending

    /// Closes both directions in the ordinary way.
    public func close() async {
        // TLS ends when the other end has said goodbye too, which has to be read, and must not be taken for the end of
        // one direction: the library then waits for more until its time is up.
        if self.handshake != nil {
            try? await self.channel.setOption(.allowRemoteHalfClosure, value: false).get()
            try? await self.channel.setOption(.autoRead, value: true).get()
        }
        try? await self.channel.close().get()
    }

    /// Closes with a reset (RST) instead of an orderly end.
    public func reset() async throws {
        guard let socket = self.channel as? any SocketOptionProvider else { return await self.close() }
        try await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        await self.close()
    }
}
