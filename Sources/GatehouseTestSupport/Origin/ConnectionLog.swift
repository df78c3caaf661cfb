import NIOCore
import Synchronization

/// The connections of one origin: how many came, which are open, what went wrong on them.
final class ConnectionLog: Sendable {
    private struct State {
        var accepted = 0
        var failures: [any Error] = []
        var open: [ObjectIdentifier: any Channel] = [:]
    }

    private let state = Mutex(State())

    var accepted: Int { self.state.withLock { $0.accepted } }
    var failures: [any Error] { self.state.withLock { $0.failures } }
    var open: [any Channel] { self.state.withLock { Array($0.open.values) } }

    /// Runs the behaviour on a connection that was just accepted, and closes it afterwards.
    ///
    /// The one place here where work starts outside a task group: its life is the connection's.
    func serve(_ channel: any Channel, by behaviour: @escaping RawOrigin.Behaviour) {
        let number = self.state.withLock { state in
            defer { state.accepted += 1 }
            state.open[ObjectIdentifier(channel)] = channel
            return state.accepted
        }
        channel.closeFuture.whenComplete { _ in
            self.state.withLock { _ = $0.open.removeValue(forKey: ObjectIdentifier(channel)) }
        }
        Task {
            do {
                try await behaviour(RawConnection.over(channel), number)
            } catch {
                self.state.withLock { $0.failures.append(error) }
            }
            try? await channel.close().get()
        }
    }
}
