extension ObjectSchema {
    /// `status.conditions` as Kubernetes' own kinds have them.
    static func conditions(_ description: String) -> ObjectSchema {
        .list(
            description,
            of: .record(
                "One thing that is true of the object, or is not.",
                [
                    Field("lastProbeTime", .time("When it was looked at last.")),
                    Field("lastTransitionTime", .time("When `status` changed last.")),
                    Field("message", .text("The reason, for people.")),
                    Field("observedGeneration", .whole("The generation of the object that this is about.")),
                    Field("reason", .text("The reason, as one word.")),
                    .required("status", .text("`True`, `False` or `Unknown`.")),
                    .required("type", .text("What is true or not.")),
                ]), by: "type")
    }
}
