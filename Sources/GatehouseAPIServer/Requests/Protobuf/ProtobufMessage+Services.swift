/// Services and what is behind them, as Protocol Buffers.
extension ProtobufMessage {
    static let service = ProtobufMessage([
        1: ("metadata", .message(.metadata)), 2: ("spec", .message(.serviceSpec)),
        3: ("status", .message(.serviceStatus)),
    ])

    private static let serviceSpec = ProtobufMessage(
        [
            2: ("selector", .map(.text)), 3: ("clusterIP", .text), 4: ("type", .text), 7: ("sessionAffinity", .text),
            8: ("loadBalancerIP", .text), 10: ("externalName", .text), 11: ("externalTrafficPolicy", .text),
            12: ("healthCheckNodePort", .whole(keepsZero: false)),
            13: ("publishNotReadyAddresses", .flag(keepsFalse: false)),
            14: (
                "sessionAffinityConfig",
                .message(
                    ProtobufMessage([
                        1: (
                            "clientIP",
                            .message(ProtobufMessage([1: ("timeoutSeconds", .whole(keepsZero: true))]))
                        )
                    ]))
            ),
            17: ("ipFamilyPolicy", .text), 20: ("allocateLoadBalancerNodePorts", .flag(keepsFalse: true)),
            21: ("loadBalancerClass", .text), 22: ("internalTrafficPolicy", .text), 23: ("trafficDistribution", .text),
        ],
        lists: [
            1: ("ports", .message(.servicePort)), 5: ("externalIPs", .text), 9: ("loadBalancerSourceRanges", .text),
            18: ("clusterIPs", .text), 19: ("ipFamilies", .text),
        ])

    private static let servicePort = ProtobufMessage([
        1: ("name", .text), 2: ("protocol", .text), 3: ("port", .whole(keepsZero: false)),
        4: ("targetPort", .wholeOrText), 5: ("nodePort", .whole(keepsZero: false)), 6: ("appProtocol", .text),
    ])

    private static let serviceStatus = ProtobufMessage(
        [
            1: (
                "loadBalancer",
                .message(
                    ProtobufMessage(
                        [:],
                        lists: [
                            1: (
                                "ingress",
                                .message(
                                    ProtobufMessage(
                                        [1: ("ip", .text), 2: ("hostname", .text), 3: ("ipMode", .text)],
                                        lists: [4: ("ports", .message(.portStatus))]))
                            )
                        ]))
            )
        ], lists: [2: ("conditions", .message(.condition))])

    private static let portStatus = ProtobufMessage([
        1: ("port", .whole(keepsZero: false)), 2: ("protocol", .text), 3: ("error", .text),
    ])

    static let endpoints = ProtobufMessage(
        [1: ("metadata", .message(.metadata))],
        lists: [
            2: (
                "subsets",
                .message(
                    ProtobufMessage(
                        [:],
                        lists: [
                            1: ("addresses", .message(.endpointAddress)),
                            2: ("notReadyAddresses", .message(.endpointAddress)),
                            3: (
                                "ports",
                                .message(
                                    ProtobufMessage([
                                        1: ("name", .text), 2: ("port", .whole(keepsZero: false)),
                                        3: ("protocol", .text), 4: ("appProtocol", .text),
                                    ]))
                            ),
                        ]))
            )
        ])

    private static let endpointAddress = ProtobufMessage([
        1: ("ip", .text), 2: ("targetRef", .message(.reference)), 3: ("hostname", .text), 4: ("nodeName", .text),
    ])

    static let endpointSlice = ProtobufMessage(
        [1: ("metadata", .message(.metadata)), 4: ("addressType", .text)],
        lists: [
            2: ("endpoints", .message(.sliceEndpoint)),
            3: (
                "ports",
                .message(
                    ProtobufMessage([
                        1: ("name", .text), 2: ("protocol", .text), 3: ("port", .whole(keepsZero: true)),
                        4: ("appProtocol", .text),
                    ]))
            ),
        ]
    ).requiring("endpoints")

    private static let sliceEndpoint = ProtobufMessage(
        [
            2: (
                "conditions",
                .message(
                    ProtobufMessage([
                        1: ("ready", .flag(keepsFalse: true)), 2: ("serving", .flag(keepsFalse: true)),
                        3: ("terminating", .flag(keepsFalse: true)),
                    ]))
            ),
            3: ("hostname", .text), 4: ("targetRef", .message(.reference)), 5: ("deprecatedTopology", .map(.text)),
            6: ("nodeName", .text), 7: ("zone", .text),
            8: (
                "hints",
                .message(
                    ProtobufMessage(
                        [:],
                        lists: [
                            1: ("forZones", .message(ProtobufMessage([1: ("name", .text)]))),
                            2: ("forNodes", .message(ProtobufMessage([1: ("name", .text)]))),
                        ]))
            ),
        ], lists: [1: ("addresses", .text)]
    ).requiring("addresses")
}
