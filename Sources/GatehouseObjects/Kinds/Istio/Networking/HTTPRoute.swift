extension ObjectSchema {
    /// A rule for HTTP.
    static let httpRoute: ObjectSchema = .record(
        "One rule: conditions, one action, and what goes with it.",
        [
            Field("corsPolicy", .corsPolicy),
            Field(
                "delegate",
                .record(
                    "Another VirtualService that has the rules.",
                    [
                        Field("name", .text("Its name.")),
                        Field("namespace", .text("Its namespace; this one's where absent.")),
                    ])),
            Field("directResponse", .directResponse),
            Field("fault", .fault),
            Field("headers", .headers),
            Field("match", .list("Conditions, of which one has to hold; every request where empty.", of: .httpMatch)),
            Field("mirror", .destination.described("A service that gets a copy of each request.")),
            Field("mirrorPercent", .whole("Deprecated: the share of requests that are copied, in percent.")),
            Field("mirrorPercentage", .percent.described("The share of requests that are copied; all where absent.")),
            Field("mirror_percent", .whole("Deprecated: the share of requests that are copied, in percent.")),
            Field(
                "mirrors",
                .list(
                    "Services that get copies of requests.",
                    of: .record(
                        "One of them.",
                        [
                            .required("destination", .destination),
                            Field("percentage", .percent.described("The share that it gets; all where absent.")),
                        ]))),
            Field("name", .text("The rule's name, for the log.")),
            Field("redirect", .redirect),
            Field("retries", .retries),
            Field("rewrite", .rewrite),
            Field("route", .list("Where requests go, in shares.", of: .httpDestination)),
            Field("timeout", .text("How long a response may take, such as `5s`; for ever where absent.")),
        ])

    private static let httpDestination: ObjectSchema = .record(
        "One destination.",
        [
            .required("destination", .destination),
            Field("headers", .headers),
            Field("weight", .whole("Its share, compared with the others'; all of it where it is alone.")),
        ])
}
