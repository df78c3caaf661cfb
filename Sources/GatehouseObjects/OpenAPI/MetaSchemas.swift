extension ObjectSchema {
    /// The body of deletions: `DeleteOptions`.
    public static let deleteOptions: ObjectSchema = .record(
        "How something is deleted.",
        [
            Field("apiVersion", .text("The version that this is written in: `v1`, or that of the kind.")),
            Field("dryRun", .texts("`All` for a deletion that is only tried out.")),
            Field("gracePeriodSeconds", .whole("Seconds that the object may take to go away; 0 for none.")),
            Field(
                "ignoreStoreReadErrorWithClusterBreakingPotential",
                .flag("Whether an object is deleted that can't be read; has no effect.")),
            Field("kind", .text("`DeleteOptions`.")),
            Field("orphanDependents", .flag("Deprecated: whether objects that belong to this one stay.")),
            Field(
                "preconditions",
                .record(
                    "What has to hold of the object.",
                    [
                        Field("resourceVersion", .text("It is in this version.")),
                        Field("uid", .text("It is the one with this uid.")),
                    ])),
            Field(
                "propagationPolicy",
                .text("What becomes of objects that belong to this one: `Orphan`, `Background` or `Foreground`.")),
        ])

    /// What a failure, and a deletion, is answered with: `Status`.
    public static let apiStatus: ObjectSchema = .record(
        "How a request went.",
        [
            Field("apiVersion", .text("`v1`.")),
            Field("code", .whole("The HTTP status.")),
            Field(
                "details",
                .record(
                    "More about it.",
                    [
                        Field(
                            "causes",
                            .list(
                                "What is wrong in particular.",
                                of: .record(
                                    "One thing that is wrong.",
                                    [
                                        Field("field", .text("The field's path.")),
                                        Field("message", .text("What is wrong with it, for people.")),
                                        Field("reason", .text("What is wrong with it, as one word.")),
                                    ]))),
                        Field("group", .text("The object's group.")),
                        Field("kind", .text("The object's kind.")),
                        Field("name", .text("The object's name.")),
                        Field("retryAfterSeconds", .whole("Seconds until it may be tried again.")),
                        Field("uid", .text("The object's uid.")),
                    ])),
            Field("kind", .text("`Status`.")),
            Field("message", .text("What is the matter, for people.")),
            Field("metadata", .listMeta),
            Field("reason", .text("What is the matter, as one word.")),
            Field("status", .text("`Success` or `Failure`.")),
        ])
}
