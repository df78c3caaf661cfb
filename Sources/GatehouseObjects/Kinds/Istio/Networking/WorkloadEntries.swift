extension APIResource {
    /// WorkloadEntries.
    public static let workloadEntries = APIResource.istio(
        "networking", "WorkloadEntry", "workloadentries", "we", versions: networkingVersions,
        about: "An endpoint that is no pod.",
        spec: .record("The endpoint.", ObjectSchema.workloadEntryFields), isSpecRequired: true,
        columns: [.date, Column("Address", description: "The endpoint's address.")])
}

extension ObjectSchema {
    /// The fields of an endpoint, in an object of its own or in a ServiceEntry.
    static let workloadEntryFields: [Field] = [
        Field("address", .text("An address, a DNS name, or `unix://` and a path.")),
        Field("labels", .textMapping("Labels, for subsets and selectors.")),
        Field("locality", .text("Where it is: `region/zone/subzone`.")),
        Field("network", .text("The network that it is in.")),
        Field("ports", .mapping("Its ports, by the names of the service's.", of: ObjectSchema(.integer))),
        Field("serviceAccount", .text("The account that it runs as.")),
        Field("weight", .whole("Its share, compared with other endpoints'; 1 where absent.")),
    ]
}
