import NIOCore
import Synchronization

/// The connections of one origin: how many came, which are open, what went wrong on them.
final class ConnectionLog: Sendable {
    private struct State {
        var accepted = 0
        var failures: [any Error] = []
        var open: [ObjectIdentifier: any Channel] = [:]
        var peers: [TLSPeer] = []
    }

    private let state = Mutex(State())

    var accepted: Int { self.state.withLock { $0.accepted } }
    var failures: [any Error] { self.state.withLock { $0.failures } }
    var peers: [TLSPeer] { self.state.withLock { $0.peers } }
    var open: [any Channel] { self.state.withLock { Array($0.open.values) } }

    /// Adds a connection that was just accepted; returns its number, from 0.
    func accept(_ channel: any Channel, handshake: EventLoopFuture<TLSPeer>?) -> Int {
        channel.closeFuture.whenComplete { _ in
            self.state.withLock { _ = $0.open.removeValue(forKey: ObjectIdentifier(channel)) }
        }
        handshake?.whenSuccess { peer in self.state.withLock { $0.peers.append(peer) } }
        return self.state.withLock { state in
            defer { state.accepted += 1 }
            state.open[ObjectIdentifier(channel)] = channel
            return state.accepted
        }
    }

    /// Something went wrong in a behaviour.
    func failed(_ error: any Error) { self.state.withLock { $0.failures.append(error) } }

    /// Runs the behaviour on a connection that was just accepted, and closes it afterwards.
    ///
    /// One of two places here where work starts outside a task group: its life is the connection's.
    func serve(_ connection: RawConnection, on channel: any Channel, by behaviour: @escaping RawOrigin.Behaviour) {
        let number = self.accept(channel, handshake: connection.handshake)
        Task {
            do {
                try await behaviour(connection, number)
            } catch {
                self.failed(error)
            }
            try? await channel.close().get()
        }
    }
}
