import GatehouseModel

extension UnhonouredFields {
    /// What of a DestinationRule is not honoured yet.
    init(_ rule: DestinationRule) {
        self.init()
        self.add(rule.trafficPolicy, at: .spec["trafficPolicy"])
        for (index, subset) in rule.subsets.enumerated() {
            self.add(subset.trafficPolicy, at: .spec["subsets"][index]["trafficPolicy"])
        }
    }

    private mutating func add(_ policy: TrafficPolicy?, at path: @autoclosure () -> FieldPath) {
        guard let policy else { return }
        self.add(policy.loadBalancer, at: path()["loadBalancer"])
        self.add(policy.connectionPool, at: path()["connectionPool"])
        self.note(path()["outlierDetection"], if: policy.outlierDetection != nil, "failing endpoints are not ejected")
        self.add(policy.tls, at: path()["tls"])
        self.note(path()["tunnel"], if: policy.tunnel != nil, "connections are made directly")
        self.note(path()["proxyProtocol"], if: policy.proxyProtocol != nil, "no PROXY header is sent")
        self.note(path()["retryBudget"], if: policy.retryBudget != nil, "retries are not limited")
        for (index, port) in policy.portLevelSettings.enumerated() {
            let path = path()["portLevelSettings"][index]
            self.add(port.loadBalancer, at: path["loadBalancer"])
            self.add(port.connectionPool, at: path["connectionPool"])
            self.note(path["outlierDetection"], if: port.outlierDetection != nil, "failing endpoints are not ejected")
            self.add(port.tls, at: path["tls"])
        }
    }

    private mutating func add(_ tls: ClientTLSSettings?, at path: @autoclosure () -> FieldPath) {
        guard let tls, tls.mode == .simple || tls.mode == .mutual else { return }
        let isSystem = stated(tls.caCertificates) == nil && stated(tls.credentialName) == nil
        self.note(
            path()["caCrl"], if: isSystem && stated(tls.caCrl) != nil,
            "what the system's authorities have signed is trusted though it was revoked")
    }

    private mutating func add(_ balancer: LoadBalancerSettings?, at path: @autoclosure () -> FieldPath) {
        guard let balancer else { return }
        self.note(path()["simple"], if: balancer.simple == .passthrough, "endpoints are picked by LEAST_REQUEST")
        self.note(path()["consistentHash"], if: balancer.consistentHash != nil, "endpoints are picked by LEAST_REQUEST")
        self.note(path()["localityLbSetting"], if: balancer.localityLbSetting != nil, "localities are not looked at")
        self.note(path()["zoneAwareLbSetting"], if: balancer.zoneAwareLbSetting != nil, "zones are not looked at")
        self.note(path()["warmup"], if: balancer.warmup != nil, "new endpoints get their full share at once")
        self.note(
            path()["warmupDurationSecs"], if: balancer.warmupDurationSecs != nil,
            "new endpoints get their full share at once")
    }

    private mutating func add(_ pool: ConnectionPoolSettings?, at path: @autoclosure () -> FieldPath) {
        if let tcp = pool?.tcp {
            let path = path()["tcp"]
            self.note(path["maxConnections"], if: isSet(tcp.maxConnections), "connections are not limited")
            self.note(path["tcpKeepalive"], if: tcp.tcpKeepalive != nil, "the system's settings hold")
            self.note(
                path["maxConnectionDuration"], if: tcp.maxConnectionDuration != nil, "connections may live for ever")
        }
        if let http = pool?.http {
            let path = path()["http"]
            self.note(
                path["http1MaxPendingRequests"], if: isSet(http.http1MaxPendingRequests),
                "waiting requests are not limited")
            self.note(path["http2MaxRequests"], if: isSet(http.http2MaxRequests), "requests are not limited")
            self.note(path["maxRetries"], if: isSet(http.maxRetries), "retries under way are not limited")
            self.note(path["http2KeepAlive"], if: http.http2KeepAlive != nil, "no keep-alive pings are sent")
        }
    }
}

/// Whether a limit is set: Istio takes 0 for absent.
private func isSet(_ limit: Int32?) -> Bool { (limit ?? 0) > 0 }
