import GatehouseHTTP
import GatehousePlan
import GatehouseRouting
import GatehouseTelemetry
import NIOCore

/// Tunnel: after an upgrade that the upstream accepted, bytes are passed on as they are (semantics A16).
extension Exchange {
    /// Passes the upstream's 101 on and makes a relay of both connections. The exchange ends with it.
    func tunnel() {
        guard case .some(.http1(let client)) = self.downstream, case .some(.http1(let server)) = self.upstream,
            let cluster
        else { return self.fail(.upstreamProtocolError) }
        self.cancelAlarms()
        self.progress.responded()
        self.record.status = 101
        self.record.details = .viaUpstream
        let serviceTime = max(0, (NIODeadline.now() - self.forwardedAt).nanoseconds / 1_000_000)
        self.record.upstreamServiceTimeMilliseconds = Int(serviceTime)
        self.writeSwitch(to: client, serviceTime)
        do {
            let (downstream, early) = try client.becomeRelay()
            let (upstream, answered) = try server.becomeRelay()
            self.downstream = nil
            self.upstream = nil
            let idle = cluster.plan.tcpIdleTimeout
            let relay = Relay(
                downstream, spoken: .opaque, idleTimeout: idle == .zero ? nil : TimeAmount(idle)
            ) { end, relay in
                self.tunnelEnded(end, relay)
            }
            relay.connected(upstream)
            if early.readableBytes > 0 { relay.downstreamReceived(early) }
            if answered.readableBytes > 0 { relay.upstreamReceived(answered) }
        } catch {
            client.close()
            server.close()
        }
    }

    private func writeSwitch(to client: HTTP1DownstreamConnection, _ serviceTime: Int64) {
        self.dropHopByHop()
        self.response.headers.removeAll(.contentLength)
        self.response.headers.append(.connection, value: self.response.headers.store("upgrade"))
        self.response.headers.append(.upgrade, value: self.response.headers.store("websocket"))
        self.response.headers.set(name: Self.serviceTimeName, value: self.decimal(serviceTime))
        self.route?.applyResponse(
            to: &self.response, destination: self.destination, request: self.request, facts: self.facts)
        self.applyCORS()
        self.setServerAndDate()
        self.record.wireBytesSent &+= Int64(client.write(head: self.response, body: .none, closes: false))
    }

    private func tunnelEnded(_ end: Relay.End, _ relay: Relay) {
        self.record.bytesReceived = relay.bytesReceived
        self.record.bytesSent = relay.bytesSent
        self.record.wireBytesReceived &+= relay.bytesReceived
        self.record.wireBytesSent &+= relay.bytesSent
        switch end {
        case .finished, .upstreamClosed: break
        case .downstreamClosed: self.record.flags.insert(.downstreamConnectionTermination)
        case .idle: self.record.flags.insert(.streamIdleTimeout)
        case .expired: self.record.flags.insert(.durationTimeout)
        }
        self.end(keepsAlive: false)
    }
}
