/// `Lease` (api, coordination/v1).
extension ProtobufMessage {
    static let lease = ProtobufMessage.object([.init(2, "spec", .message(.leaseSpec), .always)])

    private static let leaseSpec = ProtobufMessage([
        .init(1, "holderIdentity", .text, .ifSent),
        .init(2, "leaseDurationSeconds", .whole, .ifSent),
        .init(3, "acquireTime", .microTime, .ifSent),
        .init(4, "renewTime", .microTime, .ifSent),
        .init(5, "leaseTransitions", .whole, .ifSent),
        .init(6, "strategy", .text, .ifSent),
        .init(7, "preferredHolder", .text, .ifSent),
    ])
}
