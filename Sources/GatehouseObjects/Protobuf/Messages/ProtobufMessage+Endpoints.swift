/// `Endpoints` (api, core/v1).
extension ProtobufMessage {
    static let endpoints = ProtobufMessage.object([.init(2, "subsets", .messages(.endpointSubset))])

    private static let endpointSubset = ProtobufMessage([
        .init(1, "addresses", .messages(.endpointAddress)),
        .init(2, "notReadyAddresses", .messages(.endpointAddress)),
        .init(3, "ports", .messages(.endpointPort)),
    ])

    private static let endpointAddress = ProtobufMessage([
        .init(1, "ip", .text, .always),
        .init(2, "targetRef", .message(.objectReference), .ifSent),
        .init(3, "hostname", .text),
        .init(4, "nodeName", .text, .ifSent),
    ])

    private static let endpointPort = ProtobufMessage([
        .init(1, "name", .text),
        .init(2, "port", .whole, .always),
        .init(3, "protocol", .text),
        .init(4, "appProtocol", .text, .ifSent),
    ])
}
