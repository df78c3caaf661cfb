/// `Service` (api, core/v1).
extension ProtobufMessage {
    static let service = ProtobufMessage.object([
        .init(2, "spec", .message(.serviceSpec), .always),
        .init(3, "status", .message(.serviceStatus), .always),
    ])

    private static let serviceSpec = ProtobufMessage([
        .init(1, "ports", .messages(.servicePort)),
        .init(2, "selector", .textsByName),
        .init(3, "clusterIP", .text),
        .init(4, "type", .text),
        .init(5, "externalIPs", .texts),
        .init(7, "sessionAffinity", .text),
        .init(8, "loadBalancerIP", .text),
        .init(9, "loadBalancerSourceRanges", .texts),
        .init(10, "externalName", .text),
        .init(11, "externalTrafficPolicy", .text),
        .init(12, "healthCheckNodePort", .whole),
        .init(13, "publishNotReadyAddresses", .flag),
        .init(14, "sessionAffinityConfig", .message(.sessionAffinityConfig), .ifSent),
        .init(17, "ipFamilyPolicy", .text, .ifSent),
        .init(18, "clusterIPs", .texts),
        .init(19, "ipFamilies", .texts),
        .init(20, "allocateLoadBalancerNodePorts", .flag, .ifSent),
        .init(21, "loadBalancerClass", .text, .ifSent),
        .init(22, "internalTrafficPolicy", .text, .ifSent),
        .init(23, "trafficDistribution", .text, .ifSent),
    ])

    private static let servicePort = ProtobufMessage([
        .init(1, "name", .text),
        .init(2, "protocol", .text),
        .init(3, "port", .whole, .always),
        .init(4, "targetPort", .wholeOrText, .always),
        .init(5, "nodePort", .whole),
        .init(6, "appProtocol", .text, .ifSent),
    ])

    private static let sessionAffinityConfig = ProtobufMessage([
        .init(1, "clientIP", .message(ProtobufMessage([.init(1, "timeoutSeconds", .whole, .ifSent)])), .ifSent)
    ])
}
