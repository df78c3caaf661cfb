extension APIResource {
    /// DestinationRules.
    public static let destinationRules = APIResource.istio(
        "networking", "DestinationRule", "destinationrules", "dr", versions: networkingVersions,
        about: "How traffic is carried to a service, once it is decided that it goes there.",
        spec: .record(
            "The service, its subsets, and how they are reached.",
            [
                .init("exportTo", .texts("Namespaces that may use this; `*` all, `.` its own; all where empty.")),
                .required("host", .text("The service's name; `*` may stand for the first labels.")),
                .init(
                    "subsets",
                    .list(
                        "Parts of the service with a name.",
                        of: .record(
                            "One subset.",
                            [
                                .init("labels", .textMapping("Labels that its endpoints carry.")),
                                .required("name", .text("The name that routes use.")),
                                .init("trafficPolicy", .trafficPolicy),
                            ]))),
                .init("trafficPolicy", .trafficPolicy),
                .init(
                    "workloadSelector",
                    .record(
                        "The workloads that this is for; all where absent.",
                        [.init("matchLabels", .textMapping("Labels that they carry."))])),
            ]),
        columns: [Column("Host", description: "The service's name."), .date])
}
