import GatehouseRouting
import GatehouseHTTP
import GatehousePlan
import GatehouseTelemetry
import NIOCore
import NIOPosix

/// Balance and acquire: from a cluster to a connection. Retrying is a loop around these and the forwarding, and is here
/// and nowhere else.
extension Exchange {
    /// Picks an endpoint and gets a connection to it.
    func beginTry() {
        guard let cluster else { return self.fail(.noCluster) }
        guard let endpoint = cluster.pick(&self.worker.random, avoiding: self.retry.isRetrying ? self.endpoint : nil)
        else { return self.fail(.noHealthyEndpoint) }
        self.retry.tryBegan()
        self.endpoint = endpoint
        endpoint.active += 1
        endpoint.total += 1
        self.progress.endpointTaken()
        self.record.upstreamHost = endpoint.text
        if !self.retry.needsFreshConnection, let connection = endpoint.takeIdle() {
            self.forward(on: connection)
        } else {
            self.connect(to: endpoint, cluster)
        }
    }

    private func connect(to endpoint: UpstreamEndpoint, _ cluster: UpstreamCluster) {
        guard let address = endpoint.socketAddress else { return self.tryFailed(.noHealthyEndpoint) }
        let ticket = self.ticket
        let tries = self.retry.tries
        let connection = UpstreamConnection(worker: self.worker, cluster: cluster, endpoint: endpoint)
        let bound = NIOLoopBound(connection, eventLoop: self.worker.loop)
        ClientBootstrap(group: self.worker.loop)
            .connectTimeout(TimeAmount(cluster.plan.connectTimeout))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(bound.value) }
            }
            .connect(to: address)
            .assumeIsolated()
            .whenComplete { result in
                let isCurrent = self.ticket == ticket && self.retry.tries == tries && !self.progress.hasEnded
                switch result {
                case .success:
                    connection.connected()
                    if isCurrent { self.forward(on: connection) } else { endpoint.keep(connection) }
                case .failure(let error):
                    cluster.counters.add(.connectFailuresTotal)
                    if isCurrent { self.tryFailed(ConnectError.failure(for: error)) }
                }
                self.worker.flush()
            }
    }

    /// The current try is over without a response: tries again, or answers.
    func tryFailed(_ failure: RequestFailure) {
        self.releaseUpstream(isReusable: false)
        self.tryTimeout?.cancel()
        self.tryTimeout = nil
        let decision = self.retry.failed(
            failure, isReplayable: self.progress.isReplayable, isIdempotent: self.isIdempotent,
            wasReused: self.progress.isOnReusedConnection)
        self.progress.tryFailed()
        switch decision {
        case .now: self.beginTry()
        case .afterBackOff: self.tryLater()
        case .exhausted:
            self.record.flags.insert(.upstreamRetryLimitExceeded)
            self.reply(to: failure)
        case .giveUp: self.reply(to: failure)
        }
    }

    /// Waits for the back-off (semantics A10) and tries again.
    func tryLater() {
        let exponent = min(self.retry.tries, 10)
        let ceiling = min(((1 << exponent) - 1) * 25, 250)
        let wait = Int64(self.worker.random.next().multipliedFullWidth(by: UInt64(ceiling)).high)
        self.tryTimeout = self.schedule(in: .milliseconds(wait)) { exchange in
            exchange.tryTimeout = nil
            exchange.beginTry()
        }
    }

    /// Gives the upstream connection and the endpoint's place back.
    func releaseUpstream(isReusable: Bool) {
        if let upstream = self.upstream {
            self.upstream = nil
            upstream.release(isReusable: isReusable)
        }
        if let endpoint = self.endpoint, self.progress.holdsEndpoint {
            endpoint.active -= 1
            self.progress.endpointReleased()
        }
    }

    /// Methods that may be repeated (RFC 9110 section 9.2.2).
    private var isIdempotent: Bool {
        self.request.withBytes(self.request.method) {
            $0.equals("GET") || $0.equals("HEAD") || $0.equals("OPTIONS") || $0.equals("PUT") || $0.equals("DELETE")
                || $0.equals("TRACE")
        }
    }
}

/// Tells why connecting failed.
enum ConnectError {
    static func failure(for error: any Error) -> RequestFailure {
        switch error {
        case ChannelError.connectTimeout: .connectTimedOut
        case let error as IOError: .connectFailed(reason: "delayed connect error: \(error.errnoCode)")
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { self.failure(for: $0.error) } ?? .connectFailed(reason: "\(error)")
        default: .connectFailed(reason: "\(error)")
        }
    }
}
