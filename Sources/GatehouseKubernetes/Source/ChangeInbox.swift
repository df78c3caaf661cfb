import GatehouseModel
import Synchronization

/// What has changed since somebody last looked: of every object the latest.
final class ChangeInbox: Sendable {
    private struct State {
        /// Objects with their text; nil for those that are gone.
        var latest: [ResourceKey: [UInt8]?] = [:]
    }

    /// Yields when there is something to look at; several notices are one.
    let signal: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let state = Mutex(State())

    init() {
        (self.signal, self.continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Takes in changes, in one step; none is a reason to look all the same.
    func add(_ changes: [ObjectChange]) {
        self.state.withLock { state in
            for change in changes {
                switch change {
                case .put(let object): state.latest.updateValue(object.text, forKey: object.key)
                case .gone(let key): state.latest.updateValue(nil, forKey: key)
                case .observed: break
                }
            }
        }
        self.continuation.yield()
    }

    /// Whether there is anything.
    var isEmpty: Bool { self.state.withLock { $0.latest.isEmpty } }

    /// All there is; empties the inbox.
    func take() -> [ResourceKey: [UInt8]?] {
        self.state.withLock { state in
            defer { state.latest = [:] }
            return state.latest
        }
    }
}
