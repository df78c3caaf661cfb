/// `Namespace` (api, core/v1).
extension ProtobufMessage {
    static let namespace = ProtobufMessage.object([
        .init(2, "spec", .message(ProtobufMessage([.init(1, "finalizers", .texts)])), .always),
        .init(3, "status", .message(.namespaceStatus), .always),
    ])

    private static let namespaceStatus = ProtobufMessage([
        .init(1, "phase", .text),
        .init(2, "conditions", .messages(.namespaceCondition)),
    ])

    private static let namespaceCondition = ProtobufMessage([
        .init(1, "type", .text, .always),
        .init(2, "status", .text, .always),
        .init(4, "lastTransitionTime", .time, .always),
        .init(5, "reason", .text),
        .init(6, "message", .text),
    ])
}
