extension ProtobufMessage {
    /// `ConfigMap` (api, core/v1).
    static let configMap = ProtobufMessage.object([
        .init(2, "data", .textsByName),
        .init(3, "binaryData", .bytesByName),
        .init(4, "immutable", .flag, .ifSent),
    ])
}
