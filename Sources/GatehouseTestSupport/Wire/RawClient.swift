import NIOCore
import NIOPosix

/// Connects to servers under test on this machine and speaks bytes to them.
public enum RawClient {
    /// A connection to 127.0.0.1:`port`. Throws ``RawConnectionError/refused`` when nothing listens there.
    ///
    /// `receiveBuffer` bounds the kernel's receive buffer in bytes (the kernel may double it), for tests that act a
    /// slow reader.
    public static func connect(
        to port: Int, receiveBuffer: Int? = nil, within limit: Duration = RawConnection.patience
    ) async throws -> RawConnection {
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .configuredForTests(receiveBuffer: receiveBuffer)
            .connectTimeout(limit.timeAmount)
        do {
            let channel = try await bootstrap.connect(host: "127.0.0.1", port: port).get()
            return try await RawConnection.over(channel)
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
        from port: Int, to request: String, within limit: Duration = RawConnection.patience
    ) async throws -> RawResponse {
        let connection = try await Self.connect(to: port)
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
        within limit: Duration = RawConnection.patience
    ) async throws -> RawResponse {
        let fields = headers.map { "\($0): \($1)\r\n" }.joined()
        let request = "GET \(target) HTTP/1.1\r\nHost: \(host)\r\n\(fields)Connection: close\r\n\r\n"
        return try await Self.response(from: port, to: request, within: limit)
    }
}

extension RawConnection {
    /// Wraps a channel that was configured with `configuredForTests`.
    static func over(_ channel: any Channel) async throws -> RawConnection {
        try await channel.eventLoop.submit {
            let inbound = try channel.pipeline.syncOperations.handler(type: InboundBytes.self)
            return RawConnection(channel: channel, inbound: NIOLoopBound(inbound, eventLoop: channel.eventLoop))
        }.get()
    }

    /// Adds what a ``RawConnection`` needs to a channel.
    static func prepare(_ channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(InboundBytes())
        }
    }
}

extension ClientBootstrap {
    fileprivate func configuredForTests(receiveBuffer: Int?) -> ClientBootstrap {
        let bootstrap = self.channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.autoRead, value: false)
            .channelOption(.socketOption(.tcp_nodelay), value: 1)
            .channelInitializer(RawConnection.prepare)
        guard let receiveBuffer else { return bootstrap }
        return bootstrap.channelOption(.socketOption(.so_rcvbuf), value: .init(receiveBuffer))
    }
}
