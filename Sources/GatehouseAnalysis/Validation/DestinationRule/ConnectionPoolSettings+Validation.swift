import GatehouseModel

extension ConnectionPoolSettings {
    func validate(at: FieldValidator) {
        if self.http == nil && self.tcp == nil { at.error("is empty; set `tcp`, `http` or both") }
        self.http?.validate(at: at["http"])
        self.tcp?.validate(at: at["tcp"])
    }
}

extension ConnectionPoolSettings.HTTPSettings {
    fileprivate func validate(at: FieldValidator) {
        at["http1MaxPendingRequests"].checkNotNegative(self.http1MaxPendingRequests)
        at["http2MaxRequests"].checkNotNegative(self.http2MaxRequests)
        at["maxRequestsPerConnection"].checkNotNegative(self.maxRequestsPerConnection)
        at["maxRetries"].checkNotNegative(self.maxRetries)
        at["maxConcurrentStreams"].checkNotNegative(self.maxConcurrentStreams)
        at["idleTimeout"].checkDuration(self.idleTimeout)
        if self.h2UpgradePolicy == .upgrade && self.useClientProtocol == true {
            at["useClientProtocol"].error("can't be true when `h2UpgradePolicy` is UPGRADE; both choose the protocol")
        }
        if let keepalive = self.http2KeepAlive {
            at["http2KeepAlive"]["interval"].checkRequiredDuration(keepalive.interval)
            at["http2KeepAlive"]["timeout"].checkRequiredDuration(keepalive.timeout)
        }
    }
}

extension ConnectionPoolSettings.TCPSettings {
    fileprivate func validate(at: FieldValidator) {
        at["maxConnections"].checkNotNegative(self.maxConnections)
        at["connectTimeout"].checkDuration(self.connectTimeout)
        at["maxConnectionDuration"].checkDuration(self.maxConnectionDuration)
        // Zero turns this timeout off, and what rounds to zero milliseconds counts as zero.
        if let idle = self.idleTimeout, idle <= .milliseconds(-1) || idle >= .milliseconds(1) {
            at["idleTimeout"].checkDuration(idle)
        }
        at["tcpKeepalive"]["time"].checkDuration(self.tcpKeepalive?.time)
        at["tcpKeepalive"]["interval"].checkDuration(self.tcpKeepalive?.interval)
    }
}
