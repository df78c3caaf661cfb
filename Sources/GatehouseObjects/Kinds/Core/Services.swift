extension APIResource {
    /// Services.
    public static let services = APIResource(
        group: "", versions: ["v1"], kind: "Service", plural: "services", singular: "service", shortNames: ["svc"],
        categories: ["all"], hasGeneration: false,
        schema: .kind(
            "A set of pods behind stable ports.", [.init("spec", .serviceSpec), .init("status", .serviceStatus)]),
        selectableFields: ["spec.clusterIP", "spec.type"],
        columns: [
            .objectName,
            Column("Type", description: "How the service is reached."),
            Column("Cluster-IP", description: "The address inside the cluster."),
            Column("External-IP", description: "Addresses outside the cluster."),
            Column("Port(s)", description: "Ports, with those of the nodes after a colon, and their protocols."),
            .age,
            Column("Selector", description: "Labels of the pods behind the service.", priority: 1),
        ])
}

extension ObjectSchema {
    fileprivate static let serviceStatus: ObjectSchema = .record(
        "How the service is.",
        [
            Field("conditions", .conditions("What is known of the service.")),
            Field(
                "loadBalancer",
                .record(
                    "The load balancer in front of the service.",
                    [Field("ingress", .list("Where the load balancer is reached.", of: .loadBalancerIngress))])),
        ])

    private static let loadBalancerIngress: ObjectSchema = .record(
        "One address of a load balancer.",
        [
            Field("hostname", .text("Its name, where it has one.")),
            Field("ip", .text("Its address, where it has one.")),
            Field("ipMode", .text("`VIP` or `Proxy`: whether connections arrive with this address.")),
            Field(
                "ports",
                .list(
                    "The state of its ports.",
                    of: .record(
                        "One port.",
                        [
                            Field("error", .text("What is wrong with it.")),
                            .required("port", .whole("The number.")),
                            .required("protocol", .text("The transport.", oneOf: ["TCP", "UDP", "SCTP"])),
                        ]))),
        ])
}
