/// `EndpointSlice` (api, discovery/v1 and discovery/v1beta1).
extension ProtobufMessage {
    static let endpointSlice = ProtobufMessage.slice(of: [
        .init(5, "deprecatedTopology", .textsByName),
        .init(6, "nodeName", .text, .ifSent),
        .init(7, "zone", .text, .ifSent),
        .init(8, "hints", .message(.endpointHints), .ifSent),
    ])

    /// The version before: other fields have the last numbers of an endpoint.
    static let endpointSliceBeta = ProtobufMessage.slice(of: [
        .init(5, "topology", .textsByName),
        .init(6, "nodeName", .text, .ifSent),
        .init(7, "hints", .message(.endpointHints), .ifSent),
    ])

    /// - Parameter place: What the version's endpoints have about where they are.
    private static func slice(of place: [Field]) -> ProtobufMessage {
        let endpoint = ProtobufMessage(
            [
                .init(1, "addresses", .texts, .always),
                .init(2, "conditions", .message(.endpointConditions), .always),
                .init(3, "hostname", .text, .ifSent),
                .init(4, "targetRef", .message(.objectReference), .ifSent),
            ] + place)
        return ProtobufMessage.object([
            .init(2, "endpoints", .messages(endpoint), .always),
            .init(3, "ports", .messages(.slicePort), .always),
            .init(4, "addressType", .text, .always),
        ])
    }

    private static let endpointConditions = ProtobufMessage([
        .init(1, "ready", .flag, .ifSent),
        .init(2, "serving", .flag, .ifSent),
        .init(3, "terminating", .flag, .ifSent),
    ])

    private static let endpointHints = ProtobufMessage([
        .init(1, "forZones", .messages(.named)),
        .init(2, "forNodes", .messages(.named)),
    ])

    private static let named = ProtobufMessage([.init(1, "name", .text, .always)])

    private static let slicePort = ProtobufMessage([
        .init(1, "name", .text, .ifSent),
        .init(2, "protocol", .text, .ifSent),
        .init(3, "port", .whole, .ifSent),
        .init(4, "appProtocol", .text, .ifSent),
    ])
}
