public import NIOCore
import NIOPosix
import Synchronization

/// A DNS server, over UDP and TCP, for the hosts that Gateways claim. It stands in for the zone at a provider of DNS: with
/// it as their resolver, or as the resolver of these names, clients find the ingress by name.
///
/// May be used from any thread. What it does happens on its event loop. `shutdown` has to be called at the end.
public final class ZoneServer: Sendable {
    /// How many ports are tried when the system is to choose one: not every one that is free for TCP is so for UDP.
    private static let maximumPorts = 100

    let work: WorkLoop
    private let served: ServedZone
    let sockets: NIOLoopBoundBox<ZoneSockets>
    private let isStarted = Atomic(false)
    private let isShutDown = Atomic(false)

    /// A server that does not listen yet, of a zone that has no host.
    ///
    /// - Parameters:
    ///   - loop: the loop to work on; nil for one of its own, with a thread of its own.
    ///   - timeToLive: for how many seconds answers, and that there is none, may be kept.
    ///   - maximumConnections: how many TCP connections may be open; more are closed at once.
    ///   - idleTime: after how long a TCP connection that brings no query is closed.
    public init(
        loop: (any EventLoop)? = nil, timeToLive: UInt32 = 5, maximumConnections: Int = 64,
        idleTime: Duration = .seconds(10)
    ) {
        let work = WorkLoop(loop)
        let loop = work.loop
        self.work = work
        let served = ServedZone(timeToLive: timeToLive)
        self.served = served
        self.sockets = .makeBoxSendingValue(
            ZoneSockets(
                loop: loop, served: served, maximumConnections: maximumConnections, idleTime: TimeAmount(idleTime)),
            eventLoop: loop)
    }

    /// Answers by these from now on; what is asked after this returned is answered by them.
    ///
    /// - Parameters:
    ///   - hosts: what the live Gateways claim.
    ///   - addresses: those by which clients reach the ingress. Without any, the hosts exist and have no addresses.
    public func update(hosts: ClaimedHosts, addresses: ResolvedAddresses) {
        self.served.replace(hosts: hosts, addresses: addresses)
    }

    /// What it has done.
    public var counts: ZoneCounts { self.served.counts }

    /// Listens at an address. Replies over UDP leave from the address that the system thinks best: where a host has
    /// several, `0.0.0.0` and `::` may answer from another one than was asked, which clients then do not take.
    ///
    /// - Parameter address: where; port 0 for one that the system chooses, the same for UDP and TCP.
    /// - Returns: the address, with the port.
    public func start(on address: ServerAddress) async throws(ZoneServerError) -> ServerAddress {
        guard !self.isShutDown.load(ordering: .acquiring) else { throw .shutDown }
        guard !self.isStarted.exchange(true, ordering: .acquiringAndReleasing) else { throw .alreadyStarted }
        do {
            return try await self.listen(on: address)
        } catch {
            self.isStarted.store(false, ordering: .releasing)
            throw error
        }
    }

    /// Closes every socket, whatever is under way on it. Returns when they are closed.
    public func shutdown() async {
        guard !self.isShutDown.exchange(true, ordering: .acquiringAndReleasing) else { return }
        let sockets = self.sockets
        try? await self.work.loop.flatSubmit { sockets.value.shutdown() }.get()
        await self.work.shutdown()
    }

    private func listen(on address: ServerAddress) async throws(ZoneServerError) -> ServerAddress {
        var portsLeft = address.port == 0 ? Self.maximumPorts : 1
        while true {
            let listener = try await self.bindStreams(address)
            var bound = address
            bound.port = listener.localAddress?.port.flatMap { UInt16(exactly: $0) } ?? address.port
            do {
                return try await self.bindDatagrams(bound, beside: listener)
            } catch {
                try? await listener.close()
                portsLeft -= 1
                guard case .cannotBind = error, portsLeft > 0 else { throw error }
            }
        }
    }

    private func bindStreams(_ address: ServerAddress) async throws(ZoneServerError) -> any Channel {
        let sockets = self.sockets
        do {
            return try await ServerBootstrap(group: self.work.loop)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .serverChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(AcceptPause())
                    }
                }
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture { try sockets.value.accept(channel) }
                }
                .bind(to: try address.socketAddress()).get()
        } catch {
            throw .cannotBind(address, transport: "TCP", reason: "\(error)")
        }
    }

    private func bindDatagrams(
        _ address: ServerAddress, beside listener: any Channel
    ) async throws(ZoneServerError) -> ServerAddress {
        let sockets = self.sockets
        let isOpen: Bool
        do {
            let place = try address.socketAddress()
            isOpen = try await ZoneSockets.openDatagrams(place, on: self.work.loop, self.served)
                .map { sockets.value.adopt(listener: listener, datagrams: $0, address: place) }.get()
        } catch {
            throw .cannotBind(address, transport: "UDP", reason: "\(error)")
        }
        guard isOpen else { throw .shutDown }
        return address
    }
}
