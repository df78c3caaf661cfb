/// `ServiceStatus` (api, core/v1).
extension ProtobufMessage {
    static let serviceStatus = ProtobufMessage([
        .init(1, "loadBalancer", .message(.loadBalancerStatus), .always),
        .init(2, "conditions", .messages(.condition)),
    ])

    private static let loadBalancerStatus = ProtobufMessage([.init(1, "ingress", .messages(.loadBalancerIngress))])

    private static let loadBalancerIngress = ProtobufMessage([
        .init(1, "ip", .text),
        .init(2, "hostname", .text),
        .init(3, "ipMode", .text, .ifSent),
        .init(4, "ports", .messages(.portStatus)),
    ])

    private static let portStatus = ProtobufMessage([
        .init(1, "port", .whole, .always),
        .init(2, "protocol", .text, .always),
        .init(3, "error", .text, .ifSent),
    ])
}
