extension ObjectSchema {
    /// How endpoints are chosen.
    static let loadBalancer: ObjectSchema = .record(
        "How endpoints are chosen.",
        [
            Field("consistentHash", .consistentHash),
            Field("localityLbSetting", .localityLbSetting),
            Field(
                "simple",
                .text(
                    "A way of choosing; `LEAST_REQUEST` where absent.",
                    oneOf: ["UNSPECIFIED", "LEAST_CONN", "RANDOM", "PASSTHROUGH", "ROUND_ROBIN", "LEAST_REQUEST"])),
            Field(
                "warmup",
                .record(
                    "How a new endpoint is brought up to its share.",
                    [
                        Field("aggression", .number("How the share grows; 1, in a straight line, where absent.")),
                        .required("duration", .text("How long that takes, such as `60s`.")),
                        Field("minimumPercent", .number("The share to begin with, in percent; 10 where absent.")),
                    ])),
            Field("warmupDurationSecs", .text("Deprecated: how long a new endpoint gets less than its share.")),
            Field("zoneAwareLbSetting", .zoneAwareLbSetting),
        ])

    private static let consistentHash: ObjectSchema = .record(
        "Keeps requests with one key with one endpoint.",
        [
            Field(
                "httpCookie",
                .record(
                    "A cookie is the key.",
                    [
                        Field(
                            "attributes",
                            .list(
                                "Further attributes of the cookie.",
                                of: .record(
                                    "One attribute.",
                                    [
                                        .required("name", .text("Its name.")),
                                        Field("value", .text("Its value, where it has one.")),
                                    ]))),
                        .required("name", .text("The cookie's name.")),
                        Field("path", .text("The path that the cookie is set for.")),
                        Field("ttl", .text("How long the cookie lives; it is not set where absent.")),
                    ])),
            Field("httpHeaderName", .text("This header is the key.")),
            Field("httpQueryParameterName", .text("This query parameter is the key.")),
            Field(
                "maglev",
                .record(
                    "Hashes by a Maglev table.",
                    [Field("tableSize", .whole("The table's size, a prime; 65537 where absent."))])),
            Field("minimumRingSize", .whole("Deprecated: the smallest size of the ring.")),
            Field(
                "ringHash",
                .record(
                    "Hashes by a ring.",
                    [Field("minimumRingSize", .whole("The smallest size of the ring; 1024 where absent."))])),
            Field("useSourceIp", .flag("Whether the client's address is the key.")),
        ])
}
