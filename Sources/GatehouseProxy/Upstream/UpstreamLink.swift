import GatehouseHTTP
import NIOCore

/// The upstream's side of an exchange, by what is spoken with it; see `DownstreamLink`.
enum UpstreamLink {
    /// A connection that carries one exchange at a time.
    case http1(HTTP1UpstreamConnection)
    /// A stream among others.
    case http2(HTTP2ClientStream)

    /// The connection underneath.
    var connection: UpstreamConnection {
        switch self {
        case .http1(let connection): connection
        case .http2(let stream): stream.session.upstream
        }
    }

    /// Whether the other end may have closed the connection unseen, before this exchange came.
    var hasBeenIdle: Bool {
        switch self {
        case .http1(let connection): connection.hasBeenIdle
        case .http2(let stream): stream.session.upstream.hasBeenIdle
        }
    }

    /// Whether more of a request is welcome.
    var isWritable: Bool {
        switch self {
        case .http1(let connection): connection.isWritable
        case .http2(let stream): stream.isWritable
        }
    }

    /// Writes the head of a request.
    func write(head: RequestHead, body: BodyLength) {
        switch self {
        case .http1(let connection): connection.write(head: head, body: body)
        case .http2(let stream): stream.write(head: head, endsStream: body == .none || body == .fixed(0))
        }
    }

    /// Writes a part of a request's body.
    func write(body: ByteBuffer) {
        switch self {
        case .http1(let connection): connection.write(body: body)
        case .http2(let stream): _ = stream.write(body: body)
        }
    }

    /// Writes the end of a request.
    func writeEnd(trailers: HeaderBlock?) {
        switch self {
        case .http1(let connection): connection.writeEnd(trailers: trailers)
        case .http2(let stream): _ = stream.writeEnd(trailers: trailers)
        }
    }

    /// Goes on with a response that was held back.
    func resume() {
        switch self {
        case .http1(let connection): connection.resume()
        case .http2(let stream): stream.advance()
        }
    }

    /// The exchange has ended; `isReusable` when both messages have ended cleanly.
    func release(isReusable: Bool) {
        switch self {
        case .http1(let connection): connection.release(isReusable: isReusable)
        case .http2(let stream): stream.release()
        }
    }
}
