import NIOCore
import NIOPosix

/// Connects to servers under test on this machine and speaks bytes to them.
public enum RawClient {
    /// A connection to 127.0.0.1:`port`. Throws ``RawConnectionError/refused`` when nothing listens there, and
    /// ``TLSPeerError`` when TLS was wanted and did not come about.
    ///
    /// `receiveBuffer` bounds the kernel's receive buffer in bytes (the kernel may double it), for tests that act a
    /// slow reader.
    public static func connect(
        to port: Int, tls: ClientTLS? = nil, receiveBuffer: Int? = nil, within limit: Duration = RawConnection.patience
    ) async throws -> RawConnection {
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .configuredForTests(receiveBuffer: receiveBuffer)
            .connectTimeout(limit.timeAmount)
        do {
            // Wrapped before it is connected: a server that closes at once takes the handlers away.
            let connection = try await bootstrap.connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let operations = channel.pipeline.syncOperations
                    if let tls { try operations.addTLS(tls, on: channel.eventLoop) }
                    try operations.addHandler(InboundBytes())
                    return try RawConnection.on(channel)
                }
            }
            _ = try await connection.tls(within: limit)
            return connection
        } catch let error as NIOConnectionError {
            if error.connectionErrors.contains(where: { ($0.error as? IOError)?.errnoCode == ECONNREFUSED }) {
                throw RawConnectionError.refused
            }
            throw error
        } catch let error as IOError where error.errnoCode == ECONNREFUSED {
            throw RawConnectionError.refused
        }
    }

    /// Whether a connection to 127.0.0.1:`port` is refused.
    public static func isRefused(_ port: Int) async throws -> Bool {
        do {
            await (try Self.connect(to: port)).close()
            return false
        } catch RawConnectionError.refused {
            return true
        }
    }

    /// Sends `request` on a fresh connection and returns the final response.
    ///
    /// `request` is the message's bytes, and its first word the method (a response to HEAD has no body).
    public static func response(
        from port: Int, to request: String, tls: ClientTLS? = nil, within limit: Duration = RawConnection.patience
    ) async throws -> RawResponse {
        let connection = try await Self.connect(to: port, tls: tls)
        do {
            try await connection.write(request, within: limit)
            let method = String(request.prefix { $0 != " " })
            let response = try await connection.readResponse(to: method, within: limit)
            await connection.close()
            return response
        } catch {
            await connection.close()
            throw error
        }
    }

    /// A GET on a fresh connection that asks for no other one after it.
    public static func get(
        _ target: String, from port: Int, host: String, headers: [(String, String)] = [],
        tls: ClientTLS? = nil, within limit: Duration = RawConnection.patience
    ) async throws -> RawResponse {
        let fields = headers.map { "\($0): \($1)\r\n" }.joined()
        let request = "GET \(target) HTTP/1.1\r\nHost: \(host)\r\n\(fields)Connection: close\r\n\r\n"
        return try await Self.response(from: port, to: request, tls: tls, within: limit)
    }
}

extension RawConnection {
    /// Wraps a channel that was prepared, on its event loop.
    static func on(_ channel: any Channel) throws -> RawConnection {
        let operations = channel.pipeline.syncOperations
        let inbound = try operations.handler(type: InboundBytes.self)
        return RawConnection(
            channel: channel, inbound: NIOLoopBound(inbound, eventLoop: channel.eventLoop),
            handshake: try? operations.handler(type: TLSHandshakeWatch.self).future)
    }
}

extension ClientBootstrap {
    fileprivate func configuredForTests(receiveBuffer: Int?) -> ClientBootstrap {
        let bootstrap = self.channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.autoRead, value: false)
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
        guard let receiveBuffer else { return bootstrap }
        return bootstrap.channelOption(.socketOption(.so_rcvbuf), value: .init(receiveBuffer))
    }
}
