import NIOCore
import NIOHPACK
import NIOHTTP2

/// Sorts the frames of a connection to its streams and opens the windows. Bound to its channel's event loop.
final class HTTP2PeerHandler: ChannelInboundHandler {
    typealias InboundIn = HTTP2Frame
    typealias OutboundOut = HTTP2Frame

    private var streams: [HTTP2StreamID: HTTP2PeerStream] = [:]
    private var nextStream = 1
    private let state: Watched<HTTP2Peer.State>
    private let opened: ((HTTP2PeerStream) -> Void)?

    /// A handler; `opened` is called with every stream that the other end opens.
    init(state: Watched<HTTP2Peer.State>, opened: ((HTTP2PeerStream) -> Void)?) {
        self.state = state
        self.opened = opened
    }

    /// Opens a stream.
    func open(on channel: any Channel) -> HTTP2PeerStream {
        let id = HTTP2StreamID(self.nextStream)
        self.nextStream += 2
        let stream = HTTP2PeerStream(id: id, channel: channel)
        self.streams[id] = stream
        return stream
    }

    func channelActive(context: ChannelHandlerContext) {
        // The connection's window is never what a test waits for.
        self.update(.rootStream, 1 << 24, context)
        context.flush()
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = Self.unwrapInboundIn(data)
        switch frame.payload {
        case .headers(let headers): self.stream(frame.streamID, context)?.received(headers)
        case .data(let data): self.received(data, on: frame.streamID, context)
        case .rstStream(let code): self.ended(frame.streamID, HTTP2Code(code))
        case .goAway(let last, let code, _):
            self.state.change { $0.goAways.append(HTTP2GoAway(lastStream: Int(last), code: HTTP2Code(code))) }
        case .settings(.settings(let settings)):
            self.state.change {
                $0.maxConcurrentStreams = settings.last { $0.parameter == .maxConcurrentStreams }?.value
            }
        case .ping(_, let isAnswer): if isAnswer { self.state.change { $0.pongs += 1 } }
        default: break
        }
    }

    private func stream(_ id: HTTP2StreamID, _ context: ChannelHandlerContext) -> HTTP2PeerStream? {
        if let stream = self.streams[id] { return stream }
        guard let opened else { return nil }
        let stream = HTTP2PeerStream(id: id, channel: context.channel)
        self.streams[id] = stream
        opened(stream)
        return stream
    }

    private func received(_ data: HTTP2Frame.FramePayload.Data, on id: HTTP2StreamID, _ context: ChannelHandlerContext)
    {
        guard case .byteBuffer(let bytes) = data.data else { return }
        let count = bytes.readableBytes + (data.paddingBytes.map { $0 + 1 } ?? 0)
        var isOpen = false
        self.streams[id]?.received.change { received in
            received.body.append(contentsOf: bytes.readableBytesView)
            received.bodyBytes += bytes.readableBytes
            if data.endStream { received.isFinished = true }
            isOpen = !received.isPaused && !data.endStream
            if received.isPaused { received.owed += count }
        }
        guard count > 0 else { return }
        if isOpen { self.update(id, count, context) }
        self.update(.rootStream, count, context)
        context.flush()
    }

    private func update(_ id: HTTP2StreamID, _ count: Int, _ context: ChannelHandlerContext) {
        context.write(
            Self.wrapOutboundOut(HTTP2Frame(streamID: id, payload: .windowUpdate(windowSizeIncrement: count))),
            promise: nil)
    }

    private func ended(_ id: HTTP2StreamID, _ code: HTTP2Code) {
        self.streams[id]?.received.change { if $0.reset == nil { $0.reset = code } }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        self.state.change { $0.errors.append("\(error)") }
        context.fireErrorCaught(error)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        for stream in self.streams.values { stream.received.change { $0.isConnectionClosed = true } }
        self.state.change { $0.isClosed = true }
        context.fireChannelInactive()
    }
}

extension HTTP2PeerStream {
    fileprivate func received(_ headers: HTTP2Frame.FramePayload.Headers) {
        let lines = HeaderLines(headers.headers.map { HeaderLines.Line(name: $0.name, value: $0.value) })
        self.received.change { received in
            if let status = lines[":status"].flatMap({ Int($0) }), status < 200 {
                received.interim.append(status)
            } else if received.head == nil {
                received.head = lines
            } else {
                received.trailers = lines
            }
            if headers.endStream { received.isFinished = true }
        }
    }
}
