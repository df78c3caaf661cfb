/// `ObjectMeta`, `ListMeta` and what is in them (apimachinery, meta/v1).
extension ProtobufMessage {
    static let objectMeta = ProtobufMessage([
        .init(1, "name", .text),
        .init(2, "generateName", .text),
        .init(3, "namespace", .text),
        .init(4, "selfLink", .text),
        .init(5, "uid", .text),
        .init(6, "resourceVersion", .text),
        .init(7, "generation", .long),
        // Clients before 1.34 write null in JSON where it is not set, later ones leave it out.
        .init(8, "creationTimestamp", .time),
        .init(9, "deletionTimestamp", .time, .ifSent),
        .init(10, "deletionGracePeriodSeconds", .long, .ifSent),
        .init(11, "labels", .textsByName),
        .init(12, "annotations", .textsByName),
        .init(13, "ownerReferences", .messages(.ownerReference)),
        .init(14, "finalizers", .texts),
        .init(17, "managedFields", .messages(.managedFields)),
    ])

    private static let ownerReference = ProtobufMessage([
        .init(1, "kind", .text, .always),
        .init(3, "name", .text, .always),
        .init(4, "uid", .text, .always),
        .init(5, "apiVersion", .text, .always),
        .init(6, "controller", .flag, .ifSent),
        .init(7, "blockOwnerDeletion", .flag, .ifSent),
    ])

    private static let managedFields = ProtobufMessage([
        .init(1, "manager", .text),
        .init(2, "operation", .text),
        .init(3, "apiVersion", .text),
        .init(4, "time", .time, .ifSent),
        .init(6, "fieldsType", .text),
        .init(7, "fieldsV1", .json, .ifSent),
        .init(8, "subresource", .text),
    ])

    static let listMeta = ProtobufMessage([
        .init(1, "selfLink", .text),
        .init(2, "resourceVersion", .text),
        .init(3, "continue", .text),
        .init(4, "remainingItemCount", .long, .ifSent),
        .init(5, "shardInfo", .message(ProtobufMessage([.init(1, "selector", .text, .always)])), .ifSent),
    ])
}
