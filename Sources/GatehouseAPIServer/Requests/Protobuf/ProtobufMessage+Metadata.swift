/// `meta/v1` of Kubernetes' API, by the numbers of its `generated.proto`.
extension ProtobufMessage {
    static let metadata = ProtobufMessage(
        [
            1: ("name", .text), 2: ("generateName", .text), 3: ("namespace", .text), 5: ("uid", .text),
            6: ("resourceVersion", .text), 7: ("generation", .whole(keepsZero: false)),
            8: ("creationTimestamp", .time), 9: ("deletionTimestamp", .time),
            10: ("deletionGracePeriodSeconds", .whole(keepsZero: true)), 11: ("labels", .map(.text)),
            12: ("annotations", .map(.text)),
        ],
        lists: [
            13: ("ownerReferences", .message(.ownerReference)), 14: ("finalizers", .text),
            17: ("managedFields", .message(.managedFields)),
        ])

    private static let ownerReference = ProtobufMessage([
        1: ("kind", .text), 3: ("name", .text), 4: ("uid", .text), 5: ("apiVersion", .text),
        6: ("controller", .flag(keepsFalse: true)), 7: ("blockOwnerDeletion", .flag(keepsFalse: true)),
    ])

    private static let managedFields = ProtobufMessage([
        1: ("manager", .text), 2: ("operation", .text), 3: ("apiVersion", .text), 4: ("time", .time),
        6: ("fieldsType", .text), 7: ("fieldsV1", .json), 8: ("subresource", .text),
    ])

    static let condition = ProtobufMessage([
        1: ("type", .text), 2: ("status", .text), 3: ("observedGeneration", .whole(keepsZero: false)),
        4: ("lastTransitionTime", .time), 5: ("reason", .text), 6: ("message", .text),
    ])

    static let deleteOptions = ProtobufMessage(
        [
            1: ("gracePeriodSeconds", .whole(keepsZero: true)),
            2: ("preconditions", .message(ProtobufMessage([1: ("uid", .text), 2: ("resourceVersion", .text)]))),
            3: ("orphanDependents", .flag(keepsFalse: true)), 4: ("propagationPolicy", .text),
        ], lists: [5: ("dryRun", .text)])
}
