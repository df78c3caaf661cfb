/// Kinds of Kubernetes' API that clients send as Protocol Buffers, by the numbers of its `generated.proto` files.
extension ProtobufMessage {
    /// The message of a kind; nil for kinds that are not read.
    static func kind(_ name: String) -> ProtobufMessage? {
        switch name {
        case "Namespace": self.namespace
        case "ConfigMap": self.configMap
        case "Secret": self.secret
        case "Service": self.service
        case "Endpoints": self.endpoints
        case "EndpointSlice": self.endpointSlice
        case "Event": self.event
        case "Lease": self.lease
        case "DeleteOptions": self.deleteOptions
        default: nil
        }
    }

    private static let namespace = ProtobufMessage([
        1: ("metadata", .message(.metadata)),
        2: ("spec", .message(ProtobufMessage([:], lists: [1: ("finalizers", .text)]))),
        3: (
            "status", .message(ProtobufMessage([1: ("phase", .text)], lists: [2: ("conditions", .message(.condition))]))
        ),
    ])

    private static let configMap = ProtobufMessage([
        1: ("metadata", .message(.metadata)), 2: ("data", .map(.text)), 3: ("binaryData", .map(.bytes)),
        4: ("immutable", .flag(keepsFalse: true)),
    ])

    private static let secret = ProtobufMessage([
        1: ("metadata", .message(.metadata)), 2: ("data", .map(.bytes)), 3: ("type", .text),
        4: ("stringData", .map(.text)), 5: ("immutable", .flag(keepsFalse: true)),
    ])

    private static let lease = ProtobufMessage([
        1: ("metadata", .message(.metadata)),
        2: (
            "spec",
            .message(
                ProtobufMessage([
                    1: ("holderIdentity", .text), 2: ("leaseDurationSeconds", .whole(keepsZero: true)),
                    3: ("acquireTime", .preciseTime), 4: ("renewTime", .preciseTime),
                    5: ("leaseTransitions", .whole(keepsZero: true)), 6: ("strategy", .text),
                    7: ("preferredHolder", .text),
                ]))
        ),
    ])

    private static let event = ProtobufMessage([
        1: ("metadata", .message(.metadata)), 2: ("involvedObject", .message(.reference)), 3: ("reason", .text),
        4: ("message", .text),
        5: ("source", .message(ProtobufMessage([1: ("component", .text), 2: ("host", .text)]))),
        6: ("firstTimestamp", .time), 7: ("lastTimestamp", .time), 8: ("count", .whole(keepsZero: false)),
        9: ("type", .text), 10: ("eventTime", .preciseTime),
        11: (
            "series",
            .message(
                ProtobufMessage([1: ("count", .whole(keepsZero: false)), 2: ("lastObservedTime", .preciseTime)]))
        ),
        12: ("action", .text), 13: ("related", .message(.reference)), 14: ("reportingComponent", .text),
        15: ("reportingInstance", .text),
    ])

    static let reference = ProtobufMessage([
        1: ("kind", .text), 2: ("namespace", .text), 3: ("name", .text), 4: ("uid", .text), 5: ("apiVersion", .text),
        6: ("resourceVersion", .text), 7: ("fieldPath", .text),
    ])
}
