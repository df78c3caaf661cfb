extension ObjectSchema {
    /// `status` of Istio's kinds. Lists in them are not merged by strategic merge patches, which kinds of
    /// CustomResourceDefinitions do not know.
    static let istioStatus: ObjectSchema = .openRecord(
        "What controllers say of the object.",
        [
            Field(
                "conditions",
                ObjectSchema(
                    .list(.istioCondition, .map(keys: ["type"])), description: "What is true of the object, or is not.")
            ),
            Field(
                "observedGeneration",
                ObjectSchema(.integerOrString, description: "The generation of the object that this is about.")),
            Field(
                "validationMessages",
                .list(
                    "What analysis has found.",
                    of: .openRecord(
                        "One finding.",
                        [
                            Field("documentationUrl", .text("Where more is said of it.")),
                            Field("level", .text("How bad it is.", oneOf: ["UNKNOWN", "ERROR", "WARNING", "INFO"])),
                        ]))),
        ])

    private static let istioCondition: ObjectSchema = .record(
        "One thing that is true of the object, or is not.",
        [
            Field("lastProbeTime", .time("When it was looked at last.")),
            Field("lastTransitionTime", .time("When `status` changed last.")),
            Field("message", .text("The reason, for people.")),
            Field(
                "observedGeneration",
                ObjectSchema(.integerOrString, description: "The generation of the object that this is about.")),
            Field("reason", .text("The reason, as one word.")),
            Field("status", .text("`True`, `False` or `Unknown`.")),
            Field("type", .text("What is true or not.")),
        ])
}
