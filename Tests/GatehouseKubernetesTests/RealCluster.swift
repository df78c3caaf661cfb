import Foundation
import GatehouseObjects
import GatehouseTestSupport
import NIOCore
import NIOPosix
import Synchronization

@testable import GatehouseKubernetes

/// A real API server that the environment names, and what a test does there.
struct RealCluster: Sendable {
    /// Why tests against it may be skipped.
    static let hint: String = "GATEHOUSE_TEST_KUBECONFIG names no kubeconfig of an API server to test against"

    static var path: String? { ProcessInfo.processInfo.environment["GATEHOUSE_TEST_KUBECONFIG"] }

    let access: ClusterAccess
    let client: APIClient
    /// A namespace of the test's own.
    let namespace = "gatehouse-\(UUID().uuidString.lowercased().prefix(8))"

    /// Makes the namespace, and Istio's kinds where there are none.
    static func connect() async throws -> RealCluster {
        let config = try KubeconfigFiles.read(named: Self.path, environment: [:])
        let access = try ClusterAccess(config)
        let cluster = RealCluster(access: access, client: APIClient(access))
        for definition in IstioDefinitions.all { try await cluster.ensure(definition) }
        _ = try await cluster.client.send(
            APIRequest(.post, "/api/v1/namespaces", body: ["metadata": ["name": .string(cluster.namespace)]]))
        return cluster
    }

    private func ensure(_ definition: JSON) async throws {
        let path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
        do throws(APIFailure) {
            _ = try await self.client.send(APIRequest(.post, path, body: definition))
        } catch {
            if error.code != 409 { throw error }
        }
    }

    /// The way through a relay, which the test may cut.
    func access(through port: Int) -> ClusterAccess {
        var access = self.access
        access.serverName = access.serverName ?? access.server.host
        access.server.host = "127.0.0.1"
        access.server.port = port
        // The certificate is for the address behind the relay, which is this machine as well in the usual case.
        if access.serverName == "127.0.0.1" { access.serverName = nil }
        return access
    }

    func path(_ plural: String, _ name: String? = nil) -> String {
        let endpoint = ResourceEndpoint(group: "networking.istio.io", version: "v1beta1", kind: "", plural: plural)
        return endpoint.path(namespace: self.namespace, name: name)
    }

    /// Makes a VirtualService for a host.
    @discardableResult
    func makeVirtualService(_ name: String, host: String) async throws -> JSON {
        try await self.client.send(
            APIRequest(
                .post, self.path("virtualservices"),
                body: [
                    "apiVersion": "networking.istio.io/v1beta1", "kind": "VirtualService",
                    "metadata": ["name": .string(name)],
                    "spec": [
                        "hosts": [.string(host)], "http": [["route": [["destination": ["host": "reviews"]]]]],
                    ],
                ]))
    }

    /// Changes a VirtualService's host.
    func changeVirtualService(_ name: String, host: String) async throws {
        var request = APIRequest(
            .patch, self.path("virtualservices", name), body: ["spec": ["hosts": [.string(host)]]])
        request.contentType = "application/merge-patch+json"
        _ = try await self.client.send(request)
    }

    func removeVirtualService(_ name: String) async throws {
        _ = try await self.client.send(APIRequest(.delete, self.path("virtualservices", name)))
    }

    /// Returns once an object of a list is as a test wants it.
    func watching(_ path: String, until condition: @escaping @Sendable (JSON) -> Bool) async throws {
        var request = APIRequest(.get, path)
        request.query = [.init(name: "watch", value: "true")]
        let watch = request
        try await withDeadline(.seconds(20)) {
            var stream = try await self.client.watch(watch)
            while let event = try await stream.next() {
                if case .present(let object) = event, condition(object) { return }
            }
        }
    }

    /// Removes the namespace's objects; nobody empties namespaces on a server without controllers.
    func close() async {
        for plural in ["virtualservices", "gateways"] {
            _ = try? await self.client.send(APIRequest(.delete, self.path(plural)))
        }
        _ = try? await self.client.send(APIRequest(.delete, "/api/v1/namespaces/\(self.namespace)"))
        await self.client.shutdown()
    }
}

/// Carries bytes to the API server until it is cut, and again from the same port when it is mended.
final class Relay: Sendable {
    private struct State {
        var listener: (any Channel)?
        var connections: [any Channel] = []
    }

    private let state = Mutex(State())
    private let target: ServerAddress
    private let chosenPort = Mutex(0)

    init(to target: ServerAddress) { self.target = target }

    var port: Int { self.chosenPort.withLock { $0 } }

    func open() async throws {
        let target = self.target
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                self.state.withLock { $0.connections.append(channel) }
                return ClientBootstrap(group: channel.eventLoop).connect(host: target.host, port: target.port)
                    .flatMapThrowing { other in
                        try channel.pipeline.syncOperations.addHandler(Passing(to: other))
                        try other.pipeline.syncOperations.addHandler(Passing(to: channel))
                    }
            }
            .bind(host: "127.0.0.1", port: self.port).get()
        self.chosenPort.withLock { $0 = listener.localAddress?.port ?? 0 }
        self.state.withLock { $0.listener = listener }
    }

    func cut() async {
        let (listener, connections) = self.state.withLock { state in
            defer { state = State() }
            return (state.listener, state.connections)
        }
        try? await listener?.close().get()
        for connection in connections { try? await connection.close().get() }
    }
}

/// Passes on what comes, and the end of it.
private final class Passing: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let other: any Channel

    init(to other: any Channel) { self.other = other }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.other.writeAndFlush(self.unwrapInboundIn(data), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { self.other.close(promise: nil) }
}
