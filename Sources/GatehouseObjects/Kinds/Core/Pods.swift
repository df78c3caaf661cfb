extension APIResource {
    /// Pods, which only the gateway's own view of the cluster makes.
    public static let pods = APIResource(
        group: "", versions: ["v1"], kind: "Pod", plural: "pods", singular: "pod", shortNames: ["po"],
        categories: ["all"], isReadOnly: true,
        schema: .kind(
            "Containers that run together, with an address of their own.",
            [.init("spec", .podSpec), .init("status", .podStatus)]),
        selectableFields: [
            "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName",
            "status.nominatedNodeName", "status.phase", "status.podIP",
        ],
        columns: [
            .objectName,
            Column("Ready", description: "How many containers are ready, of how many."),
            Column("Status", description: "What the pod is doing."),
            Column("Restarts", description: "How often containers were restarted."),
            .age,
            Column("IP", description: "The pod's address.", priority: 1),
            Column("Node", description: "The node that the pod is on.", priority: 1),
        ])
}

extension ObjectSchema {
    fileprivate static let podSpec: ObjectSchema = .openRecord(
        "What is wanted of the pod.",
        [
            Field("containers", .list("The containers.", of: .container, by: "name")),
            Field("imagePullSecrets", .list("Secrets for fetching images.", of: .localObjectReference, by: "name")),
            Field(
                "initContainers", .list("Containers that run first, one after the other.", of: .container, by: "name")),
            Field("nodeName", .text("The node that the pod is on.")),
            Field("serviceAccountName", .text("The account that the pod runs as.")),
        ])

    private static let container: ObjectSchema = .openRecord(
        "One container.",
        [
            Field("image", .text("The image that it runs.")),
            .required("name", .text("The container's name.")),
            Field(
                "ports",
                .list(
                    "Ports that it says it listens on.",
                    of: .record(
                        "One port.",
                        [
                            .required("containerPort", .whole("The number.")),
                            Field("hostIP", .text("The node's address that leads here.")),
                            Field("hostPort", .whole("The node's port that leads here.")),
                            Field("name", .text("The name that services' `targetPort` may refer to.")),
                            Field(
                                "protocol", .text("The transport; `TCP` where absent.", oneOf: ["TCP", "UDP", "SCTP"])),
                        ]), by: "containerPort", "protocol")),
        ])

    fileprivate static let podStatus: ObjectSchema = .openRecord(
        "How the pod is.",
        [
            Field("conditions", .conditions("What is known of the pod; `Ready` among them.")),
            Field("containerStatuses", .list("How the containers are.", of: .containerStatus)),
            Field("message", .text("Why it is so, for people.")),
            Field("phase", .text("`Pending`, `Running`, `Succeeded`, `Failed` or `Unknown`.")),
            Field("podIP", .text("The pod's address.")),
            Field(
                "podIPs",
                .list(
                    "All addresses of the pod.", of: .record("One address.", [.required("ip", .text("The address."))]),
                    by: "ip")),
            Field("reason", .text("Why it is so, as one word.")),
            Field("startTime", .time("When the pod was started.")),
        ])

    private static let containerStatus: ObjectSchema = .openRecord(
        "How one container is.",
        [
            .required("name", .text("The container's name.")),
            .required("ready", .flag("Whether it may get traffic.")),
            .required("restartCount", .whole("How often it was restarted.")),
            Field("state", .openRecord("What it is doing: `running`, `terminated` or `waiting`.", [])),
        ])
}
