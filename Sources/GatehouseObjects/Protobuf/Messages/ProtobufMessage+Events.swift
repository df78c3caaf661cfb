/// `Event` (api, core/v1).
extension ProtobufMessage {
    static let event = ProtobufMessage.object([
        .init(2, "involvedObject", .message(.objectReference), .always),
        .init(3, "reason", .text),
        .init(4, "message", .text),
        .init(5, "source", .message(.eventSource), .always),
        .init(6, "firstTimestamp", .time, .always),
        .init(7, "lastTimestamp", .time, .always),
        .init(8, "count", .whole),
        .init(9, "type", .text),
        .init(10, "eventTime", .microTime, .always),
        .init(11, "series", .message(.eventSeries), .ifSent),
        .init(12, "action", .text),
        .init(13, "related", .message(.objectReference), .ifSent),
        .init(14, "reportingComponent", .text, .always),
        .init(15, "reportingInstance", .text, .always),
    ])

    private static let eventSource = ProtobufMessage([.init(1, "component", .text), .init(2, "host", .text)])

    private static let eventSeries = ProtobufMessage([
        .init(1, "count", .whole),
        .init(2, "lastObservedTime", .microTime, .always),
    ])
}
