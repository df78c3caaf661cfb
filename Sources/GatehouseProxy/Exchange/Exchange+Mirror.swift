import GatehouseHTTP
import GatehousePlan
import GatehouseRouting
import GatehouseTelemetry
import GatehouseUpstream
import NIOCore

/// Mirror: copies of a request that nobody waits for (semantics A13).
///
/// A copy is an exchange without a client: it goes through balancing, limits and pools as every other one, its response
/// is read and thrown away, and it is neither logged nor counted among the requests. It never holds its original up: what
/// its upstream does not take is kept up to a limit, and beyond that the copy is given up.
extension Exchange {
    /// Begins the copies of the request, which is as the upstream is to see it.
    func beginMirrors(_ route: CompiledRoute) {
        for mirror in route.mirrors where mirror.roll(random: self.worker.random.next()) {
            guard let compiled = mirror.destination.cluster, let cluster = self.worker.cluster(for: compiled) else {
                continue
            }
            let copy = Exchange(worker: self.worker)
            copy.begin(copyOf: self, to: mirror.destination, cluster)
            // Where everything is there already, nothing more will come to be passed on.
            if !copy.progress.hasEnded, !self.progress.hasWholeRequest { self.mirrors.append(copy) }
        }
    }

    private func begin(copyOf original: Exchange, to destination: CompiledDestination, _ cluster: UpstreamCluster) {
        self.isMirror = true
        self.request = original.request
        self.framing = original.framing
        self.facts = original.facts
        self.destination = destination
        self.cluster = cluster
        if original.progress.hasWholeRequest { self.progress.requestEnded() }
        cluster.counters.add(.mirrorsTotal)
        let limit = original.route?.timeout ?? .zero
        self.set(
            .response, in: limit > .zero ? TimeAmount(limit) : self.worker.configuration.limits.streamIdleTimeout)
        self.beginTry()
    }

    /// A part of the original's body, as the upstream sees it.
    func mirrorBody(_ bytes: ByteBuffer) {
        for mirror in self.mirrors { mirror.originalBodyReceived(bytes) }
    }

    /// The original is complete.
    func mirrorEnd(trailers: HeaderBlock?) {
        for mirror in self.mirrors { mirror.originalEnded(trailers: trailers) }
        self.mirrors.removeAll()
    }

    /// The original has ended before its request did: there is nothing to copy any more.
    func abandonMirrors() {
        let mirrors = self.mirrors
        self.mirrors.removeAll()
        for mirror in mirrors { mirror.fail(.downstreamClosed) }
    }

    private func originalBodyReceived(_ bytes: ByteBuffer) {
        guard !self.progress.hasEnded else { return }
        if let upstream, self.replay.isEmpty, upstream.isWritable { return upstream.write(body: bytes) }
        if !self.replay.append(bytes) { self.fail(.overflow) }
    }

    private func originalEnded(trailers: HeaderBlock?) {
        guard !self.progress.hasEnded else { return }
        self.progress.requestEnded()
        self.replay.trailers = trailers
        if let upstream, self.replay.isEmpty { upstream.writeEnd(trailers: trailers) }
    }

    /// The copy's upstream takes output: sends what has come meanwhile.
    func flushMirror() {
        guard let upstream, upstream.isWritable else { return }
        let hadMore = !self.replay.isEmpty
        self.replay.forEach { upstream.write(body: $0) }
        let trailers = self.replay.trailers
        self.replay.clear()
        if self.progress.hasWholeRequest, hadMore { upstream.writeEnd(trailers: trailers) }
    }

    /// The head of the response to a copy: nothing of it goes anywhere.
    func mirrorResponseReceived(_ status: Int) {
        if status >= 200, self.cluster?.plan.outlierDetection != nil { self.note(.answered(status: status)) }
        guard status >= 200 else { return status == 101 ? self.mirrorFailed() : () }
        self.progress.responded()
        self.probe?.headReceived(status: status)
    }

    /// Something went wrong with a copy: there is nobody to tell.
    func mirrorFailed() {
        let probe = self.probe
        if probe == nil { self.cluster?.counters.add(.mirrorFailuresTotal) }
        self.endMirror()
        probe?.failed()
    }

    /// Gives everything back.
    func endMirror() {
        guard self.progress.end() else { return }
        self.cancelAlarms()
        // Nothing uses it again.
        self.worker.alarms.forget(self)
        self.releaseUpstream(isReusable: false)
        self.replay.clear()
        self.cluster = nil
        self.destination = nil
        self.probe = nil
    }
}
