extension ProtobufMessage {
    /// `Condition` (apimachinery, meta/v1).
    static let condition = ProtobufMessage([
        .init(1, "type", .text, .always),
        .init(2, "status", .text, .always),
        .init(3, "observedGeneration", .long),
        .init(4, "lastTransitionTime", .time, .always),
        .init(5, "reason", .text, .always),
        .init(6, "message", .text, .always),
    ])
}
