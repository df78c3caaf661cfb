/// `DeleteOptions` (apimachinery, meta/v1), the body of deletions. It has no metadata.
extension ProtobufMessage {
    static let deleteOptions = ProtobufMessage([
        .init(1, "gracePeriodSeconds", .long, .ifSent),
        .init(2, "preconditions", .message(.preconditions), .ifSent),
        .init(3, "orphanDependents", .flag, .ifSent),
        .init(4, "propagationPolicy", .text, .ifSent),
        .init(5, "dryRun", .texts),
        .init(6, "ignoreStoreReadErrorWithClusterBreakingPotential", .flag, .ifSent),
    ])

    private static let preconditions = ProtobufMessage([
        .init(1, "uid", .text, .ifSent),
        .init(2, "resourceVersion", .text, .ifSent),
    ])
}
