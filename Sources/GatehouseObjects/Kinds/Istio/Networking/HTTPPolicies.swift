extension ObjectSchema {
    /// When attempts are repeated.
    static let retries: ObjectSchema = .record(
        "When failed attempts are repeated.",
        [
            Field("attempts", .whole("How often, after the first attempt; 0 for never.")),
            Field("backoff", .text("The shortest pause; `25ms` where absent.")),
            Field("perTryTimeout", .text("How long one attempt may take; the rule's `timeout` where absent.")),
            Field(
                "retryIgnorePreviousHosts", .flag("Whether endpoints that failed are avoided; true where absent.")),
            Field("retryOn", .text("Conditions and statuses, with commas between them.")),
            Field("retryRemoteLocalities", .flag("Whether endpoints of other localities are tried.")),
        ])

    /// What browsers are allowed.
    static let corsPolicy: ObjectSchema = .record(
        "Which requests of other origins browsers are to allow.",
        [
            Field("allowCredentials", .flag("Whether they may carry credentials.")),
            Field("allowHeaders", .texts("Headers that they may carry.")),
            Field("allowMethods", .texts("Methods that they may have.")),
            Field("allowOrigin", .texts("Deprecated: origins that are allowed.")),
            Field("allowOrigins", .list("Origins that are allowed.", of: .stringMatch("A condition."))),
            Field("exposeHeaders", .texts("Headers of responses that pages may read.")),
            Field("maxAge", .text("How long a browser may remember the answer, such as `24h`.")),
            Field(
                "unmatchedPreflights",
                .text("What becomes of preflights of other origins.", oneOf: ["UNSPECIFIED", "FORWARD", "IGNORE"])),
        ])

    /// Faults.
    static let fault: ObjectSchema = .record(
        "Delays and failures on purpose.",
        [
            Field(
                "abort",
                .record(
                    "Answers with a failure.",
                    [
                        Field("grpcStatus", .text("A gRPC status by name, such as `UNAVAILABLE`.")),
                        Field("http2Error", .text("Has no effect.")),
                        Field("httpStatus", .whole("An HTTP status.")),
                        // Removed from the API since, and still read as it was meant.
                        Field("percent", .whole("Deprecated: the share of requests, in percent.")),
                        Field("percentage", .percent.described("The share of requests; none where absent.")),
                    ])),
            Field(
                "delay",
                .record(
                    "Holds requests back.",
                    [
                        Field("exponentialDelay", .text("Has no effect.")),
                        Field("fixedDelay", .text("For how long, such as `5s`.")),
                        Field("percent", .whole("Deprecated: the share of requests, in percent.")),
                        Field("percentage", .percent.described("The share of requests; none where absent.")),
                    ])),
        ])
}
