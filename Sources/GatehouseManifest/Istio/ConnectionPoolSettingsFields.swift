import GatehouseModel

extension ConnectionPoolSettings: Message {
    init(_ fields: inout Fields) {
        self.init(tcp: fields.value("tcp"), http: fields.value("http"))
    }
}

extension ConnectionPoolSettings.TCPSettings: Message {
    init(_ fields: inout Fields) {
        self.init(
            maxConnections: fields.value("maxConnections"),
            connectTimeout: fields.value("connectTimeout"),
            tcpKeepalive: fields.value("tcpKeepalive"),
            maxConnectionDuration: fields.value("maxConnectionDuration"),
            idleTimeout: fields.value("idleTimeout"))
    }
}

extension ConnectionPoolSettings.TCPSettings.TcpKeepalive: Message {
    init(_ fields: inout Fields) {
        self.init(probes: fields.value("probes"), time: fields.value("time"), interval: fields.value("interval"))
    }
}

extension ConnectionPoolSettings.HTTPSettings: Message {
    init(_ fields: inout Fields) {
        self.init(
            http1MaxPendingRequests: fields.value("http1MaxPendingRequests"),
            http2MaxRequests: fields.value("http2MaxRequests"),
            maxRequestsPerConnection: fields.value("maxRequestsPerConnection"),
            maxRetries: fields.value("maxRetries"),
            idleTimeout: fields.value("idleTimeout"),
            h2UpgradePolicy: fields.value("h2UpgradePolicy"),
            useClientProtocol: fields.value("useClientProtocol"),
            maxConcurrentStreams: fields.value("maxConcurrentStreams"),
            http2KeepAlive: fields.value("http2KeepAlive"))
    }
}

extension ConnectionPoolSettings.HTTPSettings.H2UpgradePolicy: Enumeration {}

extension ConnectionPoolSettings.HTTPSettings.ConnectionKeepalive: Message {
    init(_ fields: inout Fields) {
        self.init(interval: fields.value("interval"), timeout: fields.value("timeout"))
    }
}
