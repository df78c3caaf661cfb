extension ObjectSchema {
    /// Preference for endpoints that are near.
    static let localityLbSetting: ObjectSchema = .record(
        "Which endpoints are near, and what they get.",
        [
            Field(
                "distribute",
                .list(
                    "Fixed shares of localities.",
                    of: .record(
                        "The shares of traffic from one locality.",
                        [
                            Field("from", .text("The locality, `region/zone/subzone` with `*`.")),
                            Field(
                                "to",
                                .mapping("Shares by locality, in percent; 100 together.", of: ObjectSchema(.integer))),
                        ]))),
            Field("enabled", .flag("Whether this is in use; what the mesh says where absent.")),
            Field("failover", .failover),
            Field("failoverPriority", .texts("Labels that make an endpoint nearer where they agree, the first most.")),
        ])

    /// Preference for endpoints of the own zone.
    static let zoneAwareLbSetting: ObjectSchema = .record(
        "Prefers endpoints of the own zone, as far as they have room.",
        [
            Field("enabled", .flag("Whether this is in use.")),
            Field("failover", .failover),
            Field("failoverPriority", .texts("Labels that make an endpoint nearer where they agree, the first most.")),
            Field("minClusterSize", .whole("How many endpoints there have to be for it.")),
        ])

    private static let failover: ObjectSchema = .list(
        "Which region takes over from which.",
        of: .record(
            "One region and the next.",
            [
                Field("from", .text("The region that fails.")),
                Field("to", .text("The region that takes over.")),
            ]))
}
