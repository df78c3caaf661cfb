extension ObjectSchema {
    /// Limits on connections and requests.
    static let connectionPool: ObjectSchema = .record(
        "Limits on connections and requests.",
        [Field("http", .httpLimits), Field("tcp", .tcpLimits)])

    private static let tcpLimits: ObjectSchema = .record(
        "Limits for all connections.",
        [
            Field("connectTimeout", .text("How long connecting may take; `10s` where absent.")),
            Field("idleTimeout", .text("How long a connection may be idle; `1h` where absent.")),
            Field("maxConnectionDuration", .text("How long a connection may live.")),
            Field("maxConnections", .whole("How many connections there may be; any number where absent.")),
            Field(
                "tcpKeepalive",
                .record(
                    "Probes on idle connections.",
                    [
                        Field("interval", .text("The time between probes.")),
                        Field("probes", .whole("Probes without an answer after which a connection is dead.")),
                        Field("time", .text("How long a connection is idle before the first probe.")),
                    ])),
        ])

    private static let httpLimits: ObjectSchema = .record(
        "Limits for HTTP.",
        [
            Field(
                "h2UpgradePolicy",
                .text("Whether HTTP/1.1 is carried by HTTP/2.", oneOf: ["DEFAULT", "DO_NOT_UPGRADE", "UPGRADE"])),
            Field("http1MaxPendingRequests", .whole("How many requests may wait for a connection.")),
            Field(
                "http2KeepAlive",
                .record(
                    "Pings on connections of HTTP/2.",
                    [
                        Field("interval", .text("The time between pings.")),
                        Field("timeout", .text("How long an answer may take.")),
                    ])),
            Field("http2MaxRequests", .whole("How many requests may be under way, of HTTP/1.1 too.")),
            Field("idleTimeout", .text("How long a connection may be without requests; `1h` where absent.")),
            Field("maxConcurrentStreams", .whole("How many streams a connection of HTTP/2 may have.")),
            Field(
                "maxRequestsPerConnection", .whole("Requests after which a connection closes; 1 for no keep-alive.")),
            Field("maxRetries", .whole("How many retries may be under way.")),
            Field("useClientProtocol", .flag("Whether the client's version of HTTP is used.")),
        ])
}
