import GatehouseHTTP
import NIOCore

/// The client's side of an exchange, by what the client speaks.
///
/// An enum and not a protocol: the cases are known, and a switch costs less than a witness. Sizes returned are those on
/// the wire.
enum DownstreamLink {
    /// A connection that carries one exchange at a time.
    case http1(HTTP1DownstreamConnection)
    /// A stream among others.
    case http2(HTTP2ServerStream)

    /// The connection underneath.
    var connection: DownstreamConnection {
        switch self {
        case .http1(let connection): connection
        case .http2(let stream): stream.session.downstream
        }
    }

    /// Where the request comes from.
    var source: DownstreamSource { self.connection.source }

    /// Whether more of a response is welcome.
    var isWritable: Bool {
        switch self {
        case .http1(let connection): connection.isWritable
        case .http2(let stream): stream.isWritable
        }
    }

    /// Whether the request has been read to its end.
    var hasWholeRequest: Bool {
        switch self {
        case .http1(let connection): connection.hasWholeRequest
        case .http2(let stream): stream.hasWholeRequest
        }
    }

    /// Gives the exchange what has arrived of the request's body, as long as it takes it.
    func advance() {
        switch self {
        case .http1(let connection): connection.advance()
        case .http2(let stream): stream.advance()
        }
    }

    /// Throws away what has arrived of a body that nobody wants.
    func discardBufferedBody() {
        switch self {
        case .http1(let connection): connection.discardBufferedBody()
        case .http2: break
        }
    }

    /// Sets when the exchange has been idle for too long.
    func extendDeadline(to deadline: NIODeadline) {
        switch self {
        case .http1(let connection): connection.deadline = deadline
        case .http2(let stream): stream.deadline = deadline
        }
    }

    /// Writes the head of a response.
    ///
    /// - Parameters:
    ///   - body: what follows; a length that is not known is written in chunks on HTTP/1.1.
    ///   - closes: whether the connection ends with the response; HTTP/2 has other means to say so.
    func write(head: ResponseHead, body: BodyLength, closes: Bool) -> Int {
        switch self {
        case .http1(let connection): connection.write(head: head, body: body, closes: closes)
        case .http2(let stream): stream.write(head: head, endsStream: body == .none || body == .fixed(0))
        }
    }

    /// Writes the head of an interim response.
    func write(interim head: ResponseHead) {
        switch self {
        case .http1(let connection): connection.write(interim: head)
        case .http2(let stream): _ = stream.write(head: head, endsStream: false)
        }
    }

    /// Writes a part of a response's body.
    func write(body: ByteBuffer) -> Int {
        switch self {
        case .http1(let connection): connection.write(body: body)
        case .http2(let stream): stream.write(body: body)
        }
    }

    /// Writes the end of a response.
    func writeEnd(trailers: HeaderBlock?) -> Int {
        switch self {
        case .http1(let connection): connection.writeEnd(trailers: trailers)
        case .http2(let stream): stream.writeEnd(trailers: trailers)
        }
    }

    /// The exchange has ended and what it had to say is written; without `keepsAlive` its response may be incomplete, and
    /// nothing more can be asked here.
    func exchangeEnded(keepsAlive: Bool) {
        switch self {
        case .http1(let connection): connection.exchangeEnded(keepsAlive: keepsAlive)
        case .http2(let stream): stream.exchangeEnded()
        }
    }
}
