import AsyncHTTPClient
public import GatehouseObjects
import NIOCore
import NIOHTTP1
import NIOSSL

/// Speaks to one API server.
public final class APIClient: Sendable {
    /// How long things may take.
    public struct Limits: Hashable, Sendable {
        /// From the first packet to the end of the handshake.
        public var connect = Duration.seconds(10)
        /// A request and its whole answer, watches excepted.
        public var request = Duration.seconds(30)
        /// Silence in a watch before it counts as broken. Bookmarks come about every minute.
        public var silence = Duration.seconds(180)

        /// The default ones.
        public init() {}
    }

    /// The largest answer that is taken, in bytes.
    static let maximumAnswer = 64 << 20
    /// The longest line of a watch, in bytes. etcd takes objects of 1.5 MiB.
    static let maximumLine = 8 << 20

    /// What is read of objects. Nothing that matters here is deeper, and one object that is, in its status say, must not
    /// keep the others of its kind from being read.
    static let objectLimits = JSONLimits(cutsDepth: true, bytes: APIClient.maximumAnswer)

    private let access: ClusterAccess
    private let limits: Limits
    private let credentials: CredentialSource
    private let transport: ClientTransport

    /// A client. `shutdown` has to be called in the end.
    public init(_ access: ClusterAccess, limits: Limits = Limits()) {
        self.access = access
        self.limits = limits
        self.credentials = CredentialSource(access)
        self.transport = ClientTransport(access, limits: limits)
    }

    /// Where the server is and by whose word, for messages.
    public var server: String { "\(self.access.server) (\(self.access.origin))" }

    /// Ends all connections.
    public func shutdown() async {
        self.credentials.end()
        await self.transport.shutdown()
    }

    /// Gets the credential of the moment, which may take as long as a plugin does.
    func authenticate() async throws(APIFailure) {
        _ = try await Self.translating { try await self.credential() }
    }

    /// Sends a request.
    ///
    /// - Returns: the object in the answer.
    public func send(_ request: APIRequest) async throws(APIFailure) -> JSON {
        let limit = self.limits.request
        let (code, body) = try await Self.translating {
            try await withDeadline(limit) {
                let response = try await self.open(request, deadline: limit)
                do {
                    let body = try await response.body.collect(upTo: Self.maximumAnswer)
                    return (Int(response.status.code), Array(body.readableBytesView))
                } catch is NIOTooManyBytesError {
                    throw APIFailure.tooLarge
                }
            }
        }
        guard (200..<300).contains(code) else { throw .status(APIStatus(code: code, body: body)) }
        if body.isEmpty { return .null }
        do throws(JSONError) {
            return try JSON.parse(body, limits: Self.objectLimits)
        } catch {
            throw .malformed(error.description)
        }
    }

    /// Begins a watch.
    func watch(_ request: APIRequest) async throws(APIFailure) -> WatchStream {
        let limit = self.limits.request
        return try await Self.translating {
            let response = try await self.open(request, deadline: limit)
            guard response.status == .ok else {
                let body = try? await response.body.collect(upTo: 1 << 20)
                let code = Int(response.status.code)
                throw APIFailure.status(APIStatus(code: code, body: body.map { Array($0.readableBytesView) } ?? []))
            }
            return WatchStream(response.body)
        }
    }

    /// The head of the answer, by `deadline`. A credential that is refused is got anew and tried once more.
    private func open(_ request: APIRequest, deadline: Duration) async throws -> HTTPClientResponse {
        let credential = try await self.credential()
        let response = try await self.execute(request, credential, deadline: deadline)
        guard response.status == .unauthorized, case .exec = self.access.identity else { return response }
        await self.credentials.refused(credential)
        return try await self.execute(request, try await self.credential(), deadline: deadline)
    }

    private func credential() async throws -> Credential {
        do {
            return try await self.credentials.current()
        } catch let error as CredentialError {
            throw APIFailure.credential(error.reason)
        }
    }

    private func execute(
        _ request: APIRequest, _ credential: Credential, deadline: Duration
    ) async throws -> HTTPClientResponse {
        let authorities: [UInt8]?
        do throws(CredentialError) {
            authorities = try await self.credentials.authorities()
        } catch {
            throw APIFailure.credential(error.reason)
        }
        return try await self.transport.execute(
            request, credential: credential, authorities: authorities, deadline: deadline)
    }

    /// Runs `work`, whose errors are those of several libraries, and tells what they come to.
    static func translating<Value>(_ work: () async throws -> Value) async throws(APIFailure) -> Value {
        do {
            return try await work()
        } catch let failure as APIFailure {
            throw failure
        } catch is CancellationError {
            throw .cancelled
        } catch {
            if Task.isCancelled { throw .cancelled }
            throw .unreachable(ClientTransport.reason(of: error))
        }
    }
}
