/// `Status` (apimachinery, meta/v1).
extension ProtobufMessage {
    static let status = ProtobufMessage([
        .init(1, "metadata", .message(.listMeta), .always),
        .init(2, "status", .text),
        .init(3, "message", .text),
        .init(4, "reason", .text),
        .init(5, "details", .message(.statusDetails), .ifSent),
        .init(6, "code", .whole),
    ])

    private static let statusDetails = ProtobufMessage([
        .init(1, "name", .text),
        .init(2, "group", .text),
        .init(3, "kind", .text),
        .init(4, "causes", .messages(.statusCause)),
        .init(5, "retryAfterSeconds", .whole),
        .init(6, "uid", .text),
    ])

    private static let statusCause = ProtobufMessage([
        .init(1, "reason", .text),
        .init(2, "message", .text),
        .init(3, "field", .text),
    ])
}
