import Foundation

/// An HTTP/1.1 origin with a name, on 127.0.0.1 and a port that the system picks.
///
/// Unless it is given something else to answer it echoes what it received as JSON (``OriginRequest``), with status 200.
/// Every response carries its name in `x-backend`, so that a test sees who served it.
public final class TestOrigin: Sendable {
    /// The response header with the origin's name.
    public static let nameHeader = "x-backend"

    /// What the origin answers to a request; nil closes the connection without an answer.
    public typealias Responder = @Sendable (OriginRequest) async throws -> OriginReply?

    /// Its name.
    public let name: String
    private let raw: RawOrigin
    private let log: Log

    private final class Log: Sendable {
        let requests = Watched<[OriginRequest]>([])
    }

    private init(name: String, raw: RawOrigin, log: Log) {
        self.name = name
        self.raw = raw
        self.log = log
    }

    /// Starts an origin.
    public static func start(
        name: String, tls: ServerTLS? = nil, respond: @escaping Responder = { try OriginReply.echo($0) }
    ) async throws -> TestOrigin {
        let log = Log()
        let raw = try await RawOrigin.start(tls: tls) { connection, number in
            while var request = try await connection.readRequest(within: .seconds(600)) {
                request.name = name
                request.connection = number
                let received = request
                log.requests.change { $0.append(received) }
                guard let reply = try await respond(received) else { return }
                try await reply.write(to: connection, from: name, answering: received.method)
                if received.fields["connection"]?.lowercased() == "close" { return }
            }
        }
        return TestOrigin(name: name, raw: raw, log: log)
    }

    /// The port that it listens on.
    public var port: Int { self.raw.port }

    /// The requests that it received, in order of arrival.
    public var requests: [OriginRequest] { self.log.requests.current }

    /// Returns once it has received this many requests.
    public func received(_ count: Int, within limit: Duration = RawConnection.patience) async throws {
        try await self.log.requests.until(within: limit) { $0.count >= count }
    }

    /// How many connections it has accepted.
    public var connections: Int { self.raw.connections }

    /// What TLS connections agreed on, in the order in which they did.
    public var peers: [TLSPeer] { self.raw.peers }

    /// How many connections are open now.
    public var openConnections: Int { self.raw.openConnections }

    /// What went wrong on its connections: malformed requests, peers that left in the middle.
    public var failures: [any Error] { self.raw.failures }

    /// Stops listening and closes its connections.
    public func stop() async { await self.raw.stop() }
}

extension OriginReply {
    /// The request as JSON.
    public static func echo(_ request: OriginRequest) throws -> OriginReply {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let body = try encoder.encode(request)
        return OriginReply(headers: [("content-type", "application/json")], body: .fixed(Array(body)))
    }
}

extension RawResponse {
    /// What the origin received, from the body of an echo.
    public func echo() throws -> OriginRequest {
        try JSONDecoder().decode(OriginRequest.self, from: Data(self.body))
    }
}
