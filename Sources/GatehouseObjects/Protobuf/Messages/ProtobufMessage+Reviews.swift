/// The questions of `kubectl auth` (api, authorization/v1 and authentication/v1). Their answers are the server's, and are
/// not read.
extension ProtobufMessage {
    static let selfSubjectAccessReview = ProtobufMessage.object([
        .init(2, "spec", .message(.accessReviewSpec), .always)
    ])

    static let selfSubjectRulesReview = ProtobufMessage.object([
        .init(2, "spec", .message(ProtobufMessage([.init(1, "namespace", .text)])), .always)
    ])

    static let selfSubjectReview = ProtobufMessage.object([])

    private static let accessReviewSpec = ProtobufMessage([
        .init(1, "resourceAttributes", .message(.resourceAttributes), .ifSent),
        .init(2, "nonResourceAttributes", .message(.nonResourceAttributes), .ifSent),
    ])

    private static let resourceAttributes = ProtobufMessage([
        .init(1, "namespace", .text),
        .init(2, "verb", .text),
        .init(3, "group", .text),
        .init(4, "version", .text),
        .init(5, "resource", .text),
        .init(6, "subresource", .text),
        .init(7, "name", .text),
        .init(8, "fieldSelector", .message(.selectorAttributes), .ifSent),
        .init(9, "labelSelector", .message(.selectorAttributes), .ifSent),
    ])

    /// Of fields and of labels: they have the same numbers.
    private static let selectorAttributes = ProtobufMessage([
        .init(1, "rawSelector", .text),
        .init(
            2, "requirements",
            .messages(
                ProtobufMessage([
                    .init(1, "key", .text, .always),
                    .init(2, "operator", .text, .always),
                    .init(3, "values", .texts),
                ]))),
    ])

    private static let nonResourceAttributes = ProtobufMessage([
        .init(1, "path", .text),
        .init(2, "verb", .text),
    ])
}
