import NIOCore
import NIOHPACK
import NIOHTTP2
import NIOPosix
import NIOSSL

/// One end of an HTTP/2 connection that a test holds. It is SwiftNIO's HTTP/2 and not the gateway's, so that the two
/// check each other.
public final class HTTP2Peer: Sendable {
    /// What has come on the connection as a whole.
    public struct State: Sendable {
        /// The GOAWAY frames, in order.
        public var goAways: [HTTP2GoAway] = []
        /// How many streams at a time the other end accepts, as far as it said so.
        public var maxConcurrentStreams: Int?
        /// Answers to PING.
        public var pongs = 0
        /// What this end found wrong with the other one.
        public var errors: [String] = []
        /// Whether the connection has gone.
        public var isClosed = false
    }

    /// What has come.
    public let state: Watched<State>
    private let channel: any Channel
    private let handler: NIOLoopBound<HTTP2PeerHandler>
    let handshake: EventLoopFuture<TLSPeer>?

    /// A prepared channel, on its event loop.
    init(_ channel: any Channel, state: Watched<State>) throws {
        let operations = channel.pipeline.syncOperations
        self.channel = channel
        self.state = state
        self.handler = NIOLoopBound(
            try operations.handler(type: HTTP2PeerHandler.self), eventLoop: channel.eventLoop)
        self.handshake = try? operations.handler(type: TLSHandshakeWatch.self).future
    }

    /// A client's connection to 127.0.0.1:`port`. With TLS, `h2` is offered unless `tls` says what to offer.
    ///
    /// - Parameter window: how much of each response may come before the test reads, in bytes.
    public static func connect(
        to port: Int, tls: ClientTLS? = nil, window: Int = 65535, within limit: Duration = RawConnection.patience
    ) async throws -> HTTP2Peer {
        let state = Watched(State())
        var tls = tls
        if tls?.applicationProtocols == [] { tls?.applicationProtocols = ["h2"] }
        let peer = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .connectTimeout(limit.timeAmount)
            .connect(host: "127.0.0.1", port: port) { [tls] channel in
                channel.eventLoop.makeCompletedFuture {
                    let operations = channel.pipeline.syncOperations
                    if let tls { try operations.addTLS(tls, on: channel.eventLoop) }
                    try operations.addHTTP2(.client, state: state, window: window, opened: nil)
                    return try HTTP2Peer(channel, state: state)
                }
            }
        _ = try await peer.tls(within: limit)
        return peer
    }

    /// What the two ends agreed on by TLS; nil on a plaintext connection.
    public func tls(within limit: Duration = RawConnection.patience) async throws -> TLSPeer? {
        guard let handshake else { return nil }
        return try await handshake.value(within: limit, orFailWith: .deadlinePassed(received: "(in the handshake)"))
    }

    /// Opens a stream with these header fields, pseudo headers first.
    public func open(_ head: [(String, String)], endsStream: Bool = true, isPaused: Bool = false) async throws
        -> HTTP2PeerStream
    {
        let (handler, channel) = (self.handler, self.channel)
        let stream = try await channel.eventLoop.submit {
            let stream = handler.value.open(on: channel)
            if isPaused { stream.pause() }
            channel.writeAndFlush(HTTP2Frame.head(head, on: stream.id, endsStream: endsStream), promise: nil)
            return stream
        }.get()
        return stream
    }

    /// Opens a stream with a request's head.
    public func open(
        _ path: String, method: String = "GET", host: String, headers: [(String, String)] = [],
        endsStream: Bool = true, isPaused: Bool = false
    ) async throws -> HTTP2PeerStream {
        let scheme = self.handshake == nil ? "http" : "https"
        return try await self.open(
            [(":method", method), (":scheme", scheme), (":authority", host), (":path", path)] + headers,
            endsStream: endsStream, isPaused: isPaused)
    }

    /// Sends a request and returns its response.
    public func response(
        _ path: String, method: String = "GET", host: String, headers: [(String, String)] = [],
        body: [UInt8] = [], trailers: [(String, String)] = [], within limit: Duration = RawConnection.patience
    ) async throws -> RawResponse {
        let isShort = body.isEmpty && trailers.isEmpty
        let stream = try await self.open(path, method: method, host: host, headers: headers, endsStream: isShort)
        if !body.isEmpty { try await stream.write(body, endsStream: trailers.isEmpty, within: limit) }
        if !trailers.isEmpty { try await stream.write(head: trailers, endsStream: true, within: limit) }
        return try await stream.response(within: limit)
    }

    /// Sends a PING.
    public func ping() async throws {
        try await self.channel.writeAndFlush(
            HTTP2Frame(streamID: .rootStream, payload: .ping(HTTP2PingData(withInteger: 7), ack: false))
        ).get()
    }

    /// Tells the other end to open no streams beyond `lastStream`.
    public func goAway(lastStream: Int, _ code: HTTP2Code = .noError) async throws {
        try await self.channel.writeAndFlush(
            HTTP2Frame(
                streamID: .rootStream,
                payload: .goAway(
                    lastStreamID: HTTP2StreamID(lastStream), errorCode: code.code, opaqueData: nil))
        ).get()
    }

    /// The next GOAWAY.
    public func goAway(within limit: Duration = RawConnection.patience) async throws -> HTTP2GoAway {
        try await self.state.wait(within: limit) { state in
            if !state.goAways.isEmpty { return state.goAways.removeFirst() }
            if state.isClosed { throw HTTP2PeerError.connectionClosed }
            return nil
        }
    }

    /// Returns when the connection has gone.
    public func closed(within limit: Duration = RawConnection.patience) async throws {
        try await self.state.until(within: limit) { $0.isClosed }
    }

    /// Closes the connection.
    public func close() async { try? await self.channel.close().get() }
}

extension HTTP2Frame {
    static func head(_ fields: [(String, String)], on id: Int, endsStream: Bool) -> HTTP2Frame {
        HTTP2Frame(
            streamID: HTTP2StreamID(id),
            payload: .headers(.init(headers: .init(fields.map { ($0.0.lowercased(), $0.1) }), endStream: endsStream)))
    }
}

extension ChannelPipeline.SynchronousOperations {
    /// Adds one end of HTTP/2.
    func addHTTP2(
        _ mode: NIOHTTP2Handler.ParserMode, state: Watched<HTTP2Peer.State>, streams: Int = 100, window: Int,
        opened: ((HTTP2PeerStream) -> Void)?
    ) throws {
        var connection = NIOHTTP2Handler.ConnectionConfiguration()
        connection.initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: streams),
            HTTP2Setting(parameter: .initialWindowSize, value: window),
            HTTP2Setting(parameter: .maxHeaderListSize, value: 1 << 20),
        ]
        var stream = NIOHTTP2Handler.StreamConfiguration()
        stream.streamResetFrameRateLimit.maximumCount = 1_000_000
        try self.addHandler(
            NIOHTTP2Handler(mode: mode, connectionConfiguration: connection, streamConfiguration: stream))
        try self.addHandler(HTTP2PeerHandler(state: state, opened: opened))
    }
}
