extension APIResource {
    /// Leases.
    public static let leases = APIResource(
        group: "coordination.k8s.io", versions: ["v1"], kind: "Lease", plural: "leases", singular: "lease",
        hasStatus: false, hasGeneration: false,
        schema: .kind(
            "A claim on something that only one may have, for a while.",
            [
                .init(
                    "spec",
                    .record(
                        "Who has it, since when and for how long.",
                        [
                            .init("acquireTime", .microTime("When the holder got it.")),
                            .init("holderIdentity", .text("Who has it.")),
                            .init(
                                "leaseDurationSeconds", .whole("Seconds after `renewTime` until others may take it.")),
                            .init("leaseTransitions", .whole("How often it has gone from one holder to another.")),
                            .init("preferredHolder", .text("Who should have it next.")),
                            .init("renewTime", .microTime("When the holder last said that it is still there.")),
                            .init("strategy", .text("How the next holder is chosen.")),
                        ]))
            ]),
        columns: [.objectName, Column("Holder", description: "Who has it."), .age])
}
