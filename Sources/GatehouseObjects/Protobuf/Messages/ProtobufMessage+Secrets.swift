extension ProtobufMessage {
    /// `Secret` (api, core/v1).
    static let secret = ProtobufMessage.object([
        .init(2, "data", .bytesByName),
        .init(3, "type", .text),
        .init(4, "stringData", .textsByName),
        .init(5, "immutable", .flag, .ifSent),
    ])
}
