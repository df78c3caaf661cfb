public import NIOCore
import Synchronization

/// Looks names up for whoever asks, and remembers nothing.
///
/// May be used from any thread. What it does happens on its event loop. `shutdown` has to be called at the end.
public final class NameResolver: Sendable {
    /// What looking a name up gave.
    public enum Answer: Hashable, Sendable {
        /// It has these addresses, at least one, and for so long; nil where nothing says for how long.
        case addresses(ResolvedAddresses, timeToLive: Duration?)
        /// It has none, for so long; nil where nothing says for how long.
        case absent(timeToLive: Duration?)
        /// Nothing was found out; why, in a few words.
        case failed(reason: String)
    }

    private let work: WorkLoop
    private let resolver: NIOLoopBoundBox<Resolver>
    private let isShutDown = Atomic(false)

    /// A resolver that does nothing yet.
    ///
    /// - Parameter loop: the loop to work on; nil for one of its own, with a thread of its own.
    public init(loop: (any EventLoop)? = nil, configuration: ResolverConfiguration) {
        let work = WorkLoop(loop)
        let loop = work.loop
        self.work = work
        self.resolver = .makeBoxSendingValue(Resolver(loop: loop, configuration: configuration), eventLoop: loop)
    }

    /// Looks a name up: an address in text form, a name of the hosts file, or a name for the servers; with a final dot
    /// it is a full one. `whenDone` is called once, on the loop, and must not block; after `shutdown` at once.
    public func resolve(_ name: String, whenDone: @escaping @Sendable (Answer) -> Void) {
        // A loop of its own is gone then.
        guard !self.isShutDown.load(ordering: .acquiring) else {
            return whenDone(.failed(reason: "\(LookupFailure.shutDown)"))
        }
        let resolver = self.resolver
        self.work.loop.execute { resolver.value.resolve(name) { whenDone(Answer($0)) } }
    }

    /// Ends all lookups, which then fail; returns once nothing comes any more.
    public func shutdown() async {
        guard !self.isShutDown.exchange(true, ordering: .acquiringAndReleasing) else { return }
        let resolver = self.resolver
        let loop = self.work.loop
        // Once for those that it ends, and once for those that it answers in a later turn.
        try? await loop.submit { resolver.value.shutdown() }.get()
        try? await loop.submit {}.get()
        await self.work.shutdown()
    }
}

extension NameResolver.Answer {
    /// What a lookup's result says of both families together: addresses of one are enough.
    init(_ result: LookupResult) {
        let addresses = ResolvedAddresses(v4: result.v4.addresses, v6: result.v6.addresses)
        if !addresses.isEmpty {
            self = .addresses(addresses, timeToLive: result.timeToLive)
        } else if result.isDenied {
            self = .absent(timeToLive: result.denialTimeToLive)
        } else {
            self = .failed(reason: result.failureText(isBelieved: true) ?? "no answer")
        }
    }
}

extension FamilyAnswer {
    fileprivate var addresses: [IPAddress] { if case .addresses(let addresses, _) = self { addresses } else { [] } }
}
