extension ObjectSchema {
    /// Conditions on a request.
    static let httpMatch: ObjectSchema = .record(
        "Conditions that all have to hold.",
        [
            Field("authority", .stringMatch("A condition on the host, with its port.")),
            Field("gateways", .texts("The gateways that this is for, instead of the VirtualService's.")),
            Field("headers", .mapping("Conditions on headers by name; `{}` for one that is there.", of: .oneMatch)),
            Field("ignoreUriCase", .flag("Whether upper and lower case are one for `uri`; false where absent.")),
            Field("method", .stringMatch("A condition on the method.")),
            Field("name", .text("A name, for the log.")),
            Field("port", .whole("The number of the Gateway's port.")),
            Field("queryParams", .mapping("Conditions on query parameters by name.", of: .oneMatch)),
            Field("scheme", .stringMatch("A condition on the scheme.")),
            Field("sourceLabels", .textMapping("Labels that the gateway itself has to carry.")),
            Field("sourceNamespace", .text("The namespace that the gateway itself has to be in.")),
            Field("statPrefix", .text("A prefix for statistics.")),
            Field("uri", .stringMatch("A condition on the path, without the query.")),
            Field("withoutHeaders", .mapping("Conditions on headers that must not hold.", of: .oneMatch)),
        ])

    private static let oneMatch: ObjectSchema = .stringMatch("A condition.")
}
