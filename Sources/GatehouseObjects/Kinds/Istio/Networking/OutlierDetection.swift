extension ObjectSchema {
    /// When failing endpoints are set aside.
    static let outlierDetection: ObjectSchema = .record(
        "When failing endpoints are set aside.",
        [
            Field("baseEjectionTime", .text("How long, times how often it has been; `30s` where absent.")),
            Field(
                "consecutive5xxErrors", .whole("After how many failing answers in a row; 5 where absent, 0 never.")),
            Field("consecutiveErrors", .whole("Deprecated: after how many failures in a row.")),
            Field(
                "consecutiveGatewayErrors", .whole("After how many answers 502, 503, 504 in a row; never where absent.")
            ),
            Field(
                "consecutiveLocalOriginFailures",
                .whole("After how many failures to connect in a row, where they count apart; 5 where absent.")),
            Field("interval", .text("The time between checks; `10s` where absent.")),
            Field("maxEjectionPercent", .whole("How many endpoints may be aside, in percent; 10 where absent.")),
            Field("minHealthPercent", .whole("Below this share of good endpoints, in percent, all are used.")),
            Field(
                "outlierDetectionHttpErrorCodes",
                .list("Statuses that count as failing, instead of 5xx.", of: ObjectSchema(.integer))),
            Field(
                "splitExternalLocalOriginErrors", .flag("Whether failures to connect count apart; not where absent.")),
        ])
}
