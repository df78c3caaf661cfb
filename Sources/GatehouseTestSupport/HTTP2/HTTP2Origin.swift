import NIOCore
import NIOHTTP2
import NIOPosix
import Synchronization

/// An HTTP/2 origin on 127.0.0.1 and a port that the system picks: a closure for every stream, or a ``TestOrigin``'s
/// answer to every request.
public final class HTTP2Origin: Sendable {
    /// What an origin does with one stream, which the other end opened.
    public typealias Behaviour = @Sendable (_ stream: HTTP2PeerStream, _ connection: Connection) async throws -> Void

    /// One of the origin's connections.
    public struct Connection: Sendable {
        /// Its number, from 0.
        public var number: Int
        /// The connection.
        public var peer: HTTP2Peer
    }

    private let listener: any Channel
    private let log: ConnectionLog
    private let requestLog: RequestLog

    final class RequestLog: Sendable {
        let requests = Mutex<[OriginRequest]>([])
    }

    private init(listener: any Channel, log: ConnectionLog, requests: RequestLog) {
        self.listener = listener
        self.log = log
        self.requestLog = requests
    }

    /// Starts an origin whose streams are a closure's.
    ///
    /// - Parameters:
    ///   - streams: how many streams at a time a connection takes.
    ///   - window: how much of each request may come before the origin reads, in bytes.
    public static func start(
        tls: ServerTLS? = nil, streams: Int = 100, window: Int = 65535, serve: @escaping Behaviour
    ) async throws -> HTTP2Origin {
        try await Self.start(tls: tls, streams: streams, window: window, requests: RequestLog(), serve: serve)
    }

    /// Starts an origin that answers requests as a ``TestOrigin`` does; nil resets the stream.
    public static func start(
        name: String, tls: ServerTLS? = nil, streams: Int = 100,
        respond: @escaping TestOrigin.Responder = { try OriginReply.echo($0) }
    ) async throws -> HTTP2Origin {
        let log = RequestLog()
        return try await Self.start(tls: tls, streams: streams, window: 65535, requests: log) { stream, connection in
            var request = try await stream.request()
            request.name = name
            request.connection = connection.number
            log.requests.withLock { [request] in $0.append(request) }
            if let reply = try await respond(request) {
                try await reply.write(to: stream, from: name, answering: request.method)
            } else {
                try await stream.reset(.internalError)
            }
        }
    }

    private static func start(
        tls: ServerTLS?, streams: Int, window: Int, requests: RequestLog, serve: @escaping Behaviour
    ) async throws -> HTTP2Origin {
        let log = ConnectionLog()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.backlog, value: 1024)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let operations = channel.pipeline.syncOperations
                    let state = Watched(HTTP2Peer.State())
                    if let tls { try operations.addTLS(tls, on: channel.eventLoop) }
                    let opened = StreamServer(log: log, serve: serve)
                    try operations.addHTTP2(.server, state: state, streams: streams, window: window) {
                        opened.serve($0)
                    }
                    let peer = try HTTP2Peer(channel, state: state)
                    opened.connection = Connection(number: log.accept(channel, handshake: peer.handshake), peer: peer)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return HTTP2Origin(listener: listener, log: log, requests: requests)
    }

    /// The port that it listens on.
    public var port: Int { self.listener.localAddress?.port ?? 0 }

    /// The requests that it received, in order of arrival.
    public var requests: [OriginRequest] { self.requestLog.requests.withLock { $0 } }

    /// How many connections it has accepted.
    public var connections: Int { self.log.accepted }

    /// How many connections are open now.
    public var openConnections: Int { self.log.open.count }

    /// What TLS connections agreed on, in the order in which they did.
    public var peers: [TLSPeer] { self.log.peers }

    /// What went wrong in behaviours so far.
    public var failures: [any Error] { self.log.failures }

    /// Stops listening and closes every connection.
    public func stop() async {
        try? await self.listener.close().get()
        for channel in self.log.open { try? await channel.close().get() }
    }
}

/// Runs a behaviour for every stream of one connection. Bound to the channel's event loop.
private final class StreamServer {
    private let log: ConnectionLog
    private let serve: HTTP2Origin.Behaviour
    var connection: HTTP2Origin.Connection?

    init(log: ConnectionLog, serve: @escaping HTTP2Origin.Behaviour) {
        self.log = log
        self.serve = serve
    }

    /// The other of two places here where work starts outside a task group: its life is the stream's.
    func serve(_ stream: HTTP2PeerStream) {
        guard let connection else { return }
        let (log, serve) = (self.log, self.serve)
        Task {
            do {
                try await serve(stream, connection)
            } catch {
                log.failed(error)
            }
        }
    }
}

extension HTTP2PeerStream {
    /// How much of a request's body is kept.
    private static var keptBody: Int { 65536 }

    /// The request that opened the stream, read to its end.
    public func request(within limit: Duration = RawConnection.patience) async throws -> OriginRequest {
        let head = try await self.head(within: limit)
        let fields = head.lines.filter { !$0.name.hasPrefix(":") }
        var request = OriginRequest(
            method: head[":method"] ?? "", url: head[":path"] ?? "", version: "HTTP/2", host: head[":authority"] ?? "",
            headers: Dictionary(grouping: fields, by: \.name).mapValues { $0.map(\.value) }, lines: fields,
            trailers: [], bodyBytes: 0, body: "")
        request.scheme = head[":scheme"]
        if request.fields["expect"]?.lowercased() == "100-continue" {
            try await self.write(head: [(":status", "100")])
        }
        var kept: [UInt8] = []
        while let piece = try await self.nextBody(within: limit) {
            request.bodyBytes += piece.count
            kept.append(contentsOf: piece.prefix(Self.keptBody - kept.count))
        }
        request.trailers = self.received.current.trailers.lines
        request.body = String(decoding: kept, as: UTF8.self)
        return request
    }
}

extension OriginReply {
    /// Writes the reply to a request of `method` from the origin `name`.
    func write(to stream: HTTP2PeerStream, from name: String, answering method: String) async throws {
        var head = [(":status", "\(self.status)"), (TestOrigin.nameHeader, name)] + self.headers
        let isBodiless = method == "HEAD" || self.status == 204 || self.status == 304
        switch self.body {
        case .fixed(let bytes):
            if self.status != 204 { head.append(("content-length", "\(bytes.count)")) }
            try await stream.write(head: head, endsStream: isBodiless || bytes.isEmpty)
            if !isBodiless, !bytes.isEmpty { try await stream.write(bytes, endsStream: true) }
        case .chunked(let chunks, let trailers):
            try await stream.write(head: head, endsStream: isBodiless)
            if isBodiless { return }
            for (index, chunk) in chunks.enumerated() {
                try await stream.write(chunk, endsStream: trailers.isEmpty && index == chunks.count - 1)
            }
            if !trailers.isEmpty { try await stream.write(head: trailers, endsStream: true) }
        case .held(let bytes, let gate):
            try await stream.write(head: head, endsStream: isBodiless)
            if isBodiless { return }
            try await stream.write(bytes, endsStream: false)
            await gate.opened()
            try await stream.write([], endsStream: true)
        case .filler(let count):
            head.append(("content-length", "\(count)"))
            try await stream.write(head: head, endsStream: isBodiless || count == 0)
            var left = isBodiless ? 0 : count
            let block = [UInt8](repeating: UInt8(ascii: "x"), count: 65536)
            while left > 0 {
                let piece = min(left, block.count)
                left -= piece
                try await stream.write(Array(block.prefix(piece)), endsStream: left == 0)
            }
        case .untilClose(let bytes):
            try await stream.write(head: head, endsStream: isBodiless)
            if !isBodiless { try await stream.write(bytes, endsStream: true) }
        }
    }
}
