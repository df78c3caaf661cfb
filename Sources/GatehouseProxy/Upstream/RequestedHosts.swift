import GatehousePlan
import GatehouseRouting
import GatehouseTelemetry
import GatehouseUpstream
import GatehouseWire
import NIOCore

/// The endpoints of a cluster that are those of the hosts which requests name, as a worker knows them (semantics S1,
/// DYNAMIC_DNS). Bound to the worker's loop.
///
/// A host's endpoints are its own: a connection that was made for one name carries no request for another.
final class RequestedHosts {
    /// Which names may be asked for, and what their endpoints are like.
    let names: RequestedNames
    private var table = RequestedNameTable<[UpstreamEndpoint]>()
    /// What goes on once a name is resolved, or is not.
    private var waiting: [[UInt8]: [() -> Void]] = [:]
    private var waitingCount = 0
    private var sweepsAt = NIODeadline.uptimeNanoseconds(0)
    private var isRetired = false

    /// The most requests that wait for names; Envoy's `dns_cache_circuit_breaker` allows as many.
    private static let maximumWaiting = 1024
    private static let sweepInterval = TimeAmount.seconds(10)

    /// Hosts of which none is known yet.
    init(_ names: RequestedNames) { self.names = names }

    /// The endpoints of all hosts that are known.
    var endpoints: [UpstreamEndpoint] { self.table.hosts.flatMap { $0 } }

    /// What was found for a request.
    enum Finding {
        /// Its host's endpoints, at least one.
        case endpoints([UpstreamEndpoint])
        /// Nothing yet: the request goes on when there is an answer, and looks anew.
        case later
        /// It can't be served.
        case failure(RequestFailure)
    }

    /// Finds the endpoints of the host of this name, which is one of `names`.
    ///
    /// - Parameter resume: called once, on the loop, if they are found later.
    func find(_ name: [UInt8], _ cluster: UpstreamCluster, worker: Worker, resume: @escaping () -> Void) -> Finding {
        let (verdict, removed) = self.table.lookUp(name, now: NIODeadline.now().uptimeNanoseconds)
        for endpoint in removed ?? [] { endpoint.retire() }
        switch verdict {
        case .known(let endpoints, let asks):
            if asks { self.ask(name, worker) }
            return .endpoints(endpoints)
        case .failed(let failure):
            return .failure(.nameNotResolved(failure))
        case .full:
            cluster.counters.add(.overflowsTotal)
            return .failure(.overflow)
        case .waits(let asks):
            let isFull = self.waitingCount >= Self.maximumWaiting
            if !isFull {
                self.waiting[name, default: []].append(resume)
                self.waitingCount += 1
            }
            if asks { self.ask(name, worker) }
            if !isFull { return .later }
            cluster.counters.add(.overflowsTotal)
            return .failure(.overflow)
        }
    }

    private func ask(_ name: [UInt8], _ worker: Worker) {
        let loop = worker.loop
        let bound = NIOLoopBound((hosts: self, worker: worker), eventLoop: loop)
        worker.configuration.resolve(String(decoding: name, as: UTF8.self)) { answer in
            loop.execute {
                let (hosts, worker) = bound.value
                hosts.take(answer, for: name)
                worker.flush()
            }
        }
    }

    private func take(_ answer: ProxyConfiguration.NameAnswer, for name: [UInt8]) {
        let now = NIODeadline.now().uptimeNanoseconds
        let unstated = RequestedNameTable<[UpstreamEndpoint]>.unstatedFailure
        switch answer {
        case .addresses(let addresses, let timeToLive):
            let usable = addresses.filter { self.isInReach($0) }
            if usable.isEmpty {
                self.fail(.outOfReach, for: name, timeToLive: timeToLive, now: now)
            } else {
                let endpoints = self.makeEndpoints(usable, name: name)
                self.table.found(endpoints, for: name, timeToLive: timeToLive, now: now)
            }
        case .absent(let timeToLive): self.fail(.notFound, for: name, timeToLive: timeToLive ?? unstated, now: now)
        case .failed: self.fail(.unanswered, for: name, timeToLive: unstated, now: now)
        }
        let waiting = self.waiting.removeValue(forKey: name) ?? []
        self.waitingCount -= waiting.count
        for resume in waiting { resume() }
    }

    private func fail(_ failure: RequestedNameFailure, for name: [UInt8], timeToLive: Duration, now: UInt64) {
        let removed = self.table.failed(failure, for: name, timeToLive: timeToLive, now: now)
        for endpoint in removed ?? [] { endpoint.retire() }
    }

    private func isInReach(_ address: String) -> Bool {
        guard let reach = AddressReach(address) else { return false }
        return switch self.names.plan.reach {
        case .anyAddress: true
        case .privateAddresses: reach != .local
        case .publicAddresses: reach == .global
        }
    }

    /// The most addresses of a name that are used.
    private static let maximumAddresses = 16

    /// The endpoints of a name's addresses; those that it had before keep their connections.
    private func makeEndpoints(_ addresses: [String], name: [UInt8]) -> [UpstreamEndpoint] {
        let old = self.table.hosts(of: name) ?? []
        let hostname = String(decoding: name, as: UTF8.self)
        let endpoints = addresses.prefix(Self.maximumAddresses).map { address in
            let plan = Endpoint(address: address, port: self.names.plan.port, hostname: hostname)
            return old.first { $0.plan == plan } ?? UpstreamEndpoint(plan, health: EndpointHealth())
        }
        for endpoint in old where !endpoints.contains(where: { $0 === endpoint }) { endpoint.retire() }
        if self.isRetired { for endpoint in endpoints { endpoint.retire() } }
        return endpoints
    }

    /// Forgets hosts that nobody asks for any more. Called now and then.
    func sweep(now: NIODeadline) {
        guard now >= self.sweepsAt else { return }
        self.sweepsAt = now + Self.sweepInterval
        for endpoint in self.table.removeUnused(now: now.uptimeNanoseconds).joined() { endpoint.retire() }
    }

    /// The cluster has gone, or finds its endpoints otherwise: closes what is idle. Requests that are under way come to
    /// their end.
    func retire() {
        self.isRetired = true
        for endpoint in self.endpoints { endpoint.retire() }
    }
}
