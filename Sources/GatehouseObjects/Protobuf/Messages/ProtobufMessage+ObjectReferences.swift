extension ProtobufMessage {
    /// `ObjectReference` (api, core/v1).
    static let objectReference = ProtobufMessage([
        .init(1, "kind", .text),
        .init(2, "namespace", .text),
        .init(3, "name", .text),
        .init(4, "uid", .text),
        .init(5, "apiVersion", .text),
        .init(6, "resourceVersion", .text),
        .init(7, "fieldPath", .text),
    ])
}
