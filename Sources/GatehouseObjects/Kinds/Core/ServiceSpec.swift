extension ObjectSchema {
    /// `spec` of Services.
    static let serviceSpec: ObjectSchema = .record(
        "What is wanted of the service.",
        [
            Field(
                "allocateLoadBalancerNodePorts",
                .flag("Whether a load balancer's service gets ports of the nodes; true where absent.")),
            Field("clusterIP", .text("The address inside the cluster; `None` for a service without one.")),
            Field("clusterIPs", .texts("All addresses inside the cluster, the first of which is `clusterIP`.")),
            Field("externalIPs", .texts("Addresses outside the cluster that lead here as well.")),
            Field("externalName", .text("The DNS name that a service of type `ExternalName` stands for.")),
            Field("externalTrafficPolicy", .text("`Cluster` or `Local`: which nodes' pods get traffic from outside.")),
            Field("healthCheckNodePort", .whole("The nodes' port for health checks of a load balancer.")),
            Field("internalTrafficPolicy", .text("`Cluster` or `Local`: which nodes' pods get traffic from inside.")),
            Field("ipFamilies", .texts("The families of the addresses: `IPv4`, `IPv6`.")),
            Field("ipFamilyPolicy", .text("`SingleStack`, `PreferDualStack` or `RequireDualStack`.")),
            Field("loadBalancerClass", .text("The kind of load balancer that is wanted.")),
            Field("loadBalancerIP", .text("Deprecated: the address that the load balancer should have.")),
            Field("loadBalancerSourceRanges", .texts("Ranges of clients' addresses that the load balancer lets in.")),
            Field("ports", .list("The ports.", of: .servicePort, by: "port", "protocol")),
            Field("publishNotReadyAddresses", .flag("Whether pods count that are not ready; false where absent.")),
            Field("selector", .textMapping("Labels of the pods behind the service.", isAtomic: true)),
            Field("sessionAffinity", .text("`ClientIP` keeps a client with one pod; `None` where absent.")),
            Field(
                "sessionAffinityConfig",
                .record(
                    "How clients are kept.",
                    [
                        Field(
                            "clientIP",
                            .record(
                                "How clients are kept by their address.",
                                [Field("timeoutSeconds", .whole("For how many seconds; 10800 where absent."))]))
                    ])),
            Field(
                "trafficDistribution",
                .text("`PreferSameZone` (`PreferClose`) or `PreferSameNode`: which endpoints come first.")),
            Field(
                "type",
                .text(
                    "How the service is reached; `ClusterIP` where absent.",
                    oneOf: ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"])),
        ])

    private static let servicePort: ObjectSchema = .record(
        "One port.",
        [
            Field("appProtocol", .text("The application's protocol, such as `http` or `grpc`.")),
            Field("name", .text("The port's name; needed where there are several.")),
            Field("nodePort", .whole("The port of every node that leads here.")),
            .required("port", .whole("The port that clients use.")),
            Field("protocol", .text("The transport; `TCP` where absent.", oneOf: ["TCP", "UDP", "SCTP"])),
            Field(
                "targetPort",
                ObjectSchema(.integerOrString, description: "The pods' port, by number or name; `port` where absent.")),
        ])
}
