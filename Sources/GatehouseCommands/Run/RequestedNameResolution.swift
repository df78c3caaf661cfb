import GatehouseDNS
import GatehouseProxy
import Logging
import Synchronization

/// Resolves the hosts that requests name, by the host's own resolv.conf and hosts file. Nothing runs before there is
/// such a request.
final class RequestedNameResolution: Sendable {
    private struct State {
        var resolver: NameResolver?
        var isEnded = false
    }

    private let state = Mutex(State())
    private let logger: Logger

    /// A resolution of nothing.
    init(logger: Logger) { self.logger = logger }

    /// Resolves a name that a client has said, so that it is a full one: no search domain is appended to it.
    func resolve(_ name: String, _ whenDone: @escaping @Sendable (ProxyConfiguration.NameAnswer) -> Void) {
        let resolver = self.state.withLock { state -> NameResolver? in
            if state.resolver == nil, !state.isEnded {
                state.resolver = NameResolver(configuration: .ofHost(logger: self.logger))
            }
            return state.resolver
        }
        guard let resolver else { return whenDone(.failed) }
        resolver.resolve(name + ".") { [logger = self.logger] answer in
            if case .failed(let reason) = answer { logger.debug("\(name) can't be resolved: \(reason)") }
            whenDone(ProxyConfiguration.NameAnswer(answer))
        }
    }

    /// Ends it all; returns once nothing is answered any more.
    func end() async {
        let resolver = self.state.withLock { state in
            state.isEnded = true
            return state.resolver.take()
        }
        await resolver?.shutdown()
    }
}

extension ProxyConfiguration.NameAnswer {
    /// How long addresses hold where nothing says: Istio's `dnsRefreshRate`.
    private static let unstated = Duration.seconds(60)

    init(_ answer: NameResolver.Answer) {
        switch answer {
        case .addresses(let addresses, let timeToLive):
            self = .addresses(addresses.texts(), timeToLive: timeToLive ?? Self.unstated)
        case .absent(let timeToLive): self = .absent(timeToLive: timeToLive)
        case .failed: self = .failed
        }
    }
}
