import NIOCore
import NIOHPACK
import NIOHTTP2

/// One stream of an ``HTTP2Peer``: a request or its answer, with the windows in the test's hands.
public final class HTTP2PeerStream: Sendable {
    /// What has come on a stream.
    public struct Received: Sendable {
        /// The final head, pseudo headers included; nil before it came.
        public var head: HeaderLines?
        /// The interim statuses that came first.
        public var interim: [Int] = []
        /// The body so far, without what the test has taken.
        public var body: [UInt8] = []
        /// The body's size so far.
        public var bodyBytes = 0
        /// The trailers.
        public var trailers = HeaderLines()
        /// Whether the other end has said all that it has to say.
        public var isFinished = false
        /// The other end's reset.
        public var reset: HTTP2Code?
        /// Whether the connection has gone.
        public var isConnectionClosed = false
        /// Whether the windows stay shut.
        var isPaused = false
        /// What the windows are to be opened by.
        var owed = 0
    }

    /// The identifier.
    public let id: Int
    /// What has come.
    public let received = Watched(Received())
    private let channel: any Channel

    init(id: HTTP2StreamID, channel: any Channel) {
        self.id = Int(id)
        self.channel = channel
    }

    private var streamID: HTTP2StreamID { HTTP2StreamID(self.id) }

    // MARK: Sending

    private func send(_ payload: HTTP2Frame.FramePayload, within limit: Duration) async throws {
        let sent = self.channel.eventLoop.makePromise(of: Void.self)
        self.channel.writeAndFlush(HTTP2Frame(streamID: self.streamID, payload: payload), promise: sent)
        try await sent.futureResult.value(within: limit, orFailWith: .deadlinePassed(received: "(while writing)"))
    }

    /// Sends a head, or trailers.
    public func write(
        head: [(String, String)], endsStream: Bool = false, within limit: Duration = RawConnection.patience
    ) async throws {
        let headers = HPACKHeaders(head.map { ($0.0.lowercased(), $0.1) })
        try await self.send(.headers(.init(headers: headers, endStream: endsStream)), within: limit)
    }

    /// Sends a part of a body; returns when the windows had room for all of it.
    public func write(
        _ bytes: [UInt8], endsStream: Bool = false, within limit: Duration = RawConnection.patience
    ) async throws {
        try await self.send(
            .data(.init(data: .byteBuffer(ByteBuffer(bytes: bytes)), endStream: endsStream)), within: limit)
    }

    /// Ends the stream before its time.
    public func reset(_ code: HTTP2Code = .cancel) async throws {
        try await self.send(.rstStream(code.code), within: RawConnection.patience)
    }

    // MARK: Windows

    /// Keeps the stream's window shut from now on, as one does who does not read; the connection's stays open.
    public func pause() { self.received.change { $0.isPaused = true } }

    /// Reads on.
    public func resume() async throws {
        let owed = self.received.takeOwed()
        if owed > 0 {
            try await self.send(.windowUpdate(windowSizeIncrement: owed), within: RawConnection.patience)
        }
    }

    // MARK: Receiving

    /// The head, once it has come.
    public func head(within limit: Duration = RawConnection.patience) async throws -> HeaderLines {
        try await self.received.wait(within: limit) { received in
            if let head = received.head { return head }
            if let reset = received.reset { throw HTTP2PeerError.reset(reset) }
            if received.isConnectionClosed { throw HTTP2PeerError.connectionClosed }
            return nil
        }
    }

    /// The body that has come and was not taken yet; nil after its end.
    public func nextBody(within limit: Duration = RawConnection.patience) async throws -> [UInt8]? {
        try await self.received.wait(within: limit) { received -> [UInt8]?? in
            if !received.body.isEmpty {
                defer { received.body = [] }
                return .some(received.body)
            }
            if received.isFinished { return .some(nil) }
            if let reset = received.reset { throw HTTP2PeerError.reset(reset) }
            if received.isConnectionClosed { throw HTTP2PeerError.connectionClosed }
            return nil
        }
    }

    /// Everything, once the other end has said all that it has to say.
    public func finished(within limit: Duration = RawConnection.patience) async throws -> Received {
        try await self.received.wait(within: limit) { received in
            if received.isFinished { return received }
            if let reset = received.reset { throw HTTP2PeerError.reset(reset) }
            if received.isConnectionClosed { throw HTTP2PeerError.connectionClosed }
            return nil
        }
    }

    /// The whole response.
    public func response(within limit: Duration = RawConnection.patience) async throws -> RawResponse {
        let received = try await self.finished(within: limit)
        let head = received.head ?? HeaderLines()
        return RawResponse(
            version: "HTTP/2", status: head[":status"].flatMap { Int($0) } ?? 0, reason: "",
            headers: HeaderLines(head.lines.filter { !$0.name.hasPrefix(":") }), body: received.body,
            trailers: received.trailers, interim: received.interim)
    }

    /// The code with which the other end reset the stream.
    public func resetCode(within limit: Duration = RawConnection.patience) async throws -> HTTP2Code {
        try await self.received.wait(within: limit) { received in
            if let reset = received.reset { return reset }
            if received.isConnectionClosed { throw HTTP2PeerError.connectionClosed }
            return nil
        }
    }
}

extension Watched where Value == HTTP2PeerStream.Received {
    /// Takes what the windows are to be opened by, and opens them from now on.
    fileprivate func takeOwed() -> Int {
        var owed = 0
        self.change { received in
            owed = received.owed
            received.owed = 0
            received.isPaused = false
        }
        return owed
    }
}

extension HTTP2PeerStream.Received: CustomStringConvertible {
    /// As a failed test shows it: of the body its beginning.
    public var description: String {
        let head = self.head.map { $0.lines.map { "\($0.name): \($0.value)" }.joined(separator: ", ") } ?? "no head"
        return "\(head); \(self.bodyBytes) bytes of body, \(String(decoding: self.body.prefix(64), as: UTF8.self)); "
            + "finished: \(self.isFinished), reset: \(self.reset.map { "\($0)" } ?? "no"), "
            + "connection closed: \(self.isConnectionClosed)"
    }
}
