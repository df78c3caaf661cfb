import GatehouseHTTP
import GatehousePlan
import GatehouseUpstream
import NIOCore

/// Probe: an exchange that asks an endpoint whether it is well. Like a mirror's copy it has no client, is neither logged
/// nor counted, and goes to the endpoint that it is told.
extension Exchange {
    /// Sends the question.
    func beginProbe(
        _ probe: HealthProbe, _ head: RequestHead, body: [UInt8], isHTTP2: Bool, _ endpoint: UpstreamEndpoint,
        _ cluster: UpstreamCluster
    ) {
        self.isMirror = true
        self.probe = probe
        self.request = head
        self.request.isSecure = cluster.plan.tls != nil
        self.framing.body = body.isEmpty ? .none : .fixed(UInt64(body.count))
        self.cluster = cluster
        self.progress.requestEnded()
        if !body.isEmpty { _ = self.replay.append(ByteBuffer(bytes: body)) }
        self.connectProbe(to: endpoint, cluster, isHTTP2: isHTTP2)
    }

    private func connectProbe(to endpoint: UpstreamEndpoint, _ cluster: UpstreamCluster, isHTTP2: Bool) {
        let serverName = self.serverName(cluster)
        if isHTTP2, let shared = endpoint.takeShared(serverName: serverName), let stream = shared.lease(to: self) {
            return self.forward(on: .http2(stream))
        }
        let http1 =
            isHTTP2
            ? nil
            : HTTP1UpstreamConnection(
                worker: self.worker, cluster: cluster, endpoint: endpoint, serverName: serverName, place: nil)
        let http2 =
            isHTTP2
            ? HTTP2UpstreamConnection(
                worker: self.worker, cluster: cluster, endpoint: endpoint, serverName: serverName, place: nil) : nil
        guard let connection: UpstreamConnection = http1 ?? http2 else { return }
        UpstreamConnector.connect(connection, isHTTP2: isHTTP2, serverName: serverName) { failure in
            guard !self.progress.hasEnded else { return connection.close() }
            if failure == nil, let http1 {
                http1.lease(to: self)
                self.forward(on: .http1(http1))
            } else if failure == nil, let stream = http2?.lease(to: self) {
                self.forward(on: .http2(stream))
            } else {
                self.mirrorFailed()
            }
        }
    }
}
