import Foundation
import GatehouseTestSupport
import Logging

@testable import GatehouseAPIServer

/// A server of the API on a port of its own, answering what the test says.
struct RunningAPI: Sendable {
    let port: Int
    let authority: String

    /// Runs `body` with a server that answers by `respond`.
    static func with(
        limits: ServerLimits = ServerLimits(), _ respond: @escaping APIServer.Respond,
        _ body: @escaping @Sendable (RunningAPI) async throws -> Void
    ) async throws {
        try await self.with(limits: limits, toStranger: { _ in nil }, respond, body)
    }

    /// Runs `body` with a server that answers by `toStranger`, and else by `respond`.
    static func with(
        limits: ServerLimits = ServerLimits(), toStranger: @escaping APIServer.RespondToStranger,
        _ respond: @escaping APIServer.Respond, _ body: @escaping @Sendable (RunningAPI) async throws -> Void
    ) async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("api-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let credentials = try ServerCredentials(
            in: DataFolder(at: path), host: "127.0.0.1", now: Int(Date().timeIntervalSince1970))
        let port = Watched<Int?>(nil)
        let server = APIServer(
            host: "127.0.0.1", port: 0, credentials: credentials,
            logger: Logger(label: "api") { _ in SwiftLogNoOpLogHandler() }, limits: limits,
            respondToStranger: toStranger, respond: respond)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do { try await server.run { bound in port.change { $0 = bound } } } catch is CancellationError {}
            }
            let bound = try await port.wait { $0 }
            try await body(RunningAPI(port: bound, authority: credentials.authorityPEM))
            group.cancelAll()
        }
    }

    /// A connection over TLS.
    func connect() async throws -> RawConnection {
        try await RawClient.connect(
            to: self.port, tls: ClientTLS(serverName: "localhost", authority: self.authority))
    }
}

extension APIReply {
    /// A text as the answer.
    static func plain(_ text: String, status: Int = 200) -> APIReply {
        APIReply(status: status, headers: [("Content-Type", "text/plain")], body: .bytes(Array(text.utf8)))
    }
}
