import GatehouseHTTP
import GatehousePlan
import GatehouseRouting
import GatehouseTelemetry
import GatehouseUpstream
import GatehouseWire
import NIOCore

/// Normalise, route, admit: from a parsed head to a destination or a reply.
extension Exchange {
    func routeRequest() {
        guard let downstream else { return }
        let edge = self.worker.configuration.edge
        self.request.isSecure = self.facts.connection.isSecure
        if self.request.version == .http10 { return self.fail(.lowVersion) }
        // CONNECT has no path, and no route is for it (semantics A16).
        if self.request.path.isEmpty { return self.fail(.noRoute) }
        guard PathNormalizer.normalize(&self.request, mode: edge.pathNormalization) else {
            return self.fail(.malformed(.unnormalizablePath))
        }
        let isHTTPS = EdgeHeaders.prepare(
            &self.request, framing: self.framing, connection: self.facts.connection, options: edge,
            requestID: &self.worker.random)
        self.facts.scheme = isHTTPS ? .https : .http
        if let certificate = downstream.source.clientCertificate {
            self.request.headers.append(.forwardedClientCert, value: self.request.headers.store(certificate))
        }
        if edge.trustedProxies > 0 { self.takeClientAddress() }
        switch downstream.source.routes(for: self.request) {
        case .table(let table): self.follow(table.match(self.request, self.facts))
        case .misdirected: self.fail(.misdirected)
        case .none: self.fail(.noRoute)
        }
    }

    private func follow(_ decision: RouteDecision) {
        switch decision {
        case .noVirtualHost, .noRoute:
            self.fail(.noRoute)
        case .redirectToTLS(let virtualHost):
            self.replyRedirect(status: 301, location: virtualHost.tlsLocation(for: self.request))
        case .route(let route):
            self.route = route
            self.record.routeName = route.name
            // An upgrade is refused after routing, as the log then says by which route.
            if self.framing.wantsUpgrade, !self.framing.wantsWebSocket { return self.fail(.upgradeRefused) }
            self.take(route)
        }
    }

    /// Behind trusted proxies the client is whom they name.
    private func takeClientAddress() {
        guard let index = self.request.headers.index(of: Self.externalAddress) else { return }
        let address = self.request.withBytes(self.request.headers.fields[index].value) { Array($0) }
        guard address != self.facts.connection.remoteAddress else { return }
        self.facts.forwardedAddress = address
        self.record.downstreamRemoteAddress =
            address.contains(UInt8(ascii: ":")) ? [0x5B] + address + Array("]:0".utf8) : address + Array(":0".utf8)
    }

    private static let externalAddress = Array("x-envoy-external-address".utf8)

    private func take(_ route: CompiledRoute) {
        if !route.rateLimits.isEmpty, let wait = self.wait(for: route) {
            return self.fail(.rateLimited(retryAfter: wait))
        }
        switch route.action {
        case .redirect(let redirect):
            self.replyRedirect(
                status: redirect.status, location: redirect.location(for: self.request, facts: self.facts))
        case .directResponse(let action):
            self.replyDirectly(action)
        case .forward(let forward):
            if let fault = route.fault {
                let outcome = fault.roll(random: self.worker.random.next())
                if let delay = outcome.delay { return self.delay(delay, then: outcome.abort) }
                if let abort = outcome.abort { return self.abort(abort) }
            }
            self.admit(forward, route)
        }
    }

    /// How long the client should wait, in seconds, if a limit does not let the request pass; nil if all do.
    private func wait(for route: CompiledRoute) -> Int? {
        let now = self.begunAt.uptimeNanoseconds
        let address = self.facts.forwardedAddress ?? self.facts.connection.remoteAddress
        for place in route.rateLimits where self.worker.limiters.indices.contains(place) {
            let verdict = self.worker.limiters[place].take(self.request, address: address, now: now)
            if case .limited(let seconds) = verdict { return seconds }
        }
        return nil
    }

    /// An injected delay comes first; the client's body waits in the kernel meanwhile (semantics A12).
    private func delay(_ delay: Duration, then abort: CompiledFault.Abort?) {
        self.record.flags.insert(.delayInjected)
        self.delayedAbort = abort
        self.set(.delay, in: TimeAmount(delay))
    }

    /// An injected delay is over.
    func delayEnded() {
        if let abort = self.delayedAbort { return self.abort(abort) }
        guard let route, case .forward(let forward) = route.action else { return self.fail(.noRoute) }
        self.admit(forward, route)
    }

    private func abort(_ abort: CompiledFault.Abort) {
        switch abort {
        case .status(let status): self.fail(.faultInjected(status: status))
        case .grpcStatus(let status): self.replyGRPCAbort(status: status)
        }
    }

    private func admit(_ forward: CompiledForward, _ route: CompiledRoute) {
        // As in Envoy only here: what is answered without an upstream on purpose says nothing of CORS.
        if let cors = route.cors {
            switch cors.examine(self.request) {
            case .untouched: break
            case .allowed(let origin): self.corsOrigin = origin
            case .preflight(let origin): return self.replyPreflight(cors, origin: origin)
            }
        }
        if let limit = route.plan.policy.maxRequestBytes, case .fixed(let length) = self.framing.body, length > limit {
            return self.fail(.bodyTooLarge)
        }
        guard let destination = forward.select(random: self.worker.random.next()) else { return self.fail(.noCluster) }
        self.destination = destination
        self.record.upstreamCluster = destination.clusterName
        guard let compiled = destination.cluster, let cluster = self.worker.cluster(for: compiled) else {
            return self.fail(.noCluster)
        }
        self.cluster = cluster
        self.addTryFields(route)
        route.applyRequest(to: &self.request, destination: destination, facts: self.facts)
        if self.isGRPC { self.grpcWeb = GRPCWebTranslation(&self.request, &self.framing) }
        if !route.mirrors.isEmpty { self.beginMirrors(route) }
        self.retry.begin(route.retry)
        if !self.progress.hasWholeRequest, let limit = route.plan.policy.requestTimeout {
            self.set(.request, in: TimeAmount(limit))
        }
        self.startGRPCTimeout(route)
        if self.progress.hasWholeRequest { self.startTimeout() }
        self.beginTry()
    }

    /// What a gRPC client says about its deadline holds from the request's head on, and no longer than the route allows
    /// (semantics A7).
    private func startGRPCTimeout(_ route: CompiledRoute) {
        guard self.isGRPC, let index = self.request.headers.index(of: Self.grpcTimeout) else { return }
        let wanted = self.request.withBytes(self.request.headers.fields[index].value) { GRPCTimeout.nanoseconds($0) }
        guard let wanted else { return }
        var limit = TimeAmount.nanoseconds(wanted)
        if let allowed = route.timeout, allowed > .zero { limit = min(limit, TimeAmount(allowed)) }
        self.set(.response, in: limit)
    }

    private static let grpcTimeout = Array("grpc-timeout".utf8)

    /// Tells the upstream of the try, before the rule's own operations: as in Envoy they have the last word. Clients can't
    /// say these fields (semantics H3), so that there are none yet.
    private func addTryFields(_ route: CompiledRoute) {
        if let timeout = route.timeout {
            let milliseconds = TimeAmount(timeout).nanoseconds / 1_000_000
            self.request.headers.append(name: Self.expectedTimeout, value: String(milliseconds).utf8)
        }
        self.request.headers.append(name: Self.attemptCount, value: CollectionOfOne(UInt8(ascii: "1")))
    }

    private static let expectedTimeout = Array("x-envoy-expected-rq-timeout-ms".utf8)

    /// The route's timeout runs from the complete request on (semantics A7).
    func startTimeout() {
        guard self.alarms[.response] == nil, let limit = self.route?.timeout, limit > .zero else { return }
        self.set(.response, in: TimeAmount(limit))
    }
}
