extension ObjectSchema {
    /// `metadata` of every object.
    public static let objectMeta: ObjectSchema = .record(
        "Who the object is: names, labels, and what the server keeps about it.",
        [
            Field("annotations", .textMapping("Notes by name, for tools and people; nothing is selected by them.")),
            Field("creationTimestamp", .time("When the object was created; set by the server.")),
            Field(
                "deletionGracePeriodSeconds",
                .whole("Seconds that the object may take to go away once it is being deleted; set by the server.")),
            Field(
                "deletionTimestamp", .time("When the object is to be gone, while it is deleted; set by the server.")),
            Field(
                "finalizers",
                ObjectSchema(
                    .list(ObjectSchema(.string()), .set),
                    description: "Names of what still has to be done before the object may go away.",
                    isMergedByPatches: true)),
            Field(
                "generateName",
                .text("A beginning to which the server adds random letters where the object has no `name`.")),
            Field("generation", .whole("Counts the changes of what is wanted; set by the server.")),
            Field("labels", .textMapping("Names and values by which objects are selected.")),
            Field("managedFields", .list("Which client has set which fields; kept by the server.", of: .managedFields)),
            Field("name", .text("The object's name, unique among those of its kind in the namespace.")),
            Field("namespace", .text("The namespace that the object is in; it can't be changed.")),
            Field("ownerReferences", .list("Objects that this one goes away with.", of: .ownerReference, by: "uid")),
            Field(
                "resourceVersion",
                .text("Changes with every change of the object; a write that states it must be up to date.")),
            Field("selfLink", .text("Not used any more.")),
            Field("uid", .text("Tells the object from others of its name, before and after it; set by the server.")),
        ])

    /// `metadata` of lists.
    public static let listMeta: ObjectSchema = .record(
        "Where a list stands.",
        [
            Field("continue", .text("Asks for the rest of the list, where it was cut at `limit`.")),
            Field("remainingItemCount", .whole("How many objects follow, where it is known.")),
            Field("resourceVersion", .text("The version of the list, from which it can be watched on.")),
            Field("selfLink", .text("Not used any more.")),
        ])

    private static let ownerReference = ObjectSchema(
        .object([
            .required("apiVersion", .text("The owner's group and version.")),
            Field("blockOwnerDeletion", .flag("Whether the owner stays until this object is gone.")),
            Field("controller", .flag("Whether the owner is the one that manages this object.")),
            .required("kind", .text("The owner's kind.")),
            .required("name", .text("The owner's name.")),
            .required("uid", .text("The owner's uid.")),
        ]), description: "An object that this one belongs to, in the same namespace.", isAtomic: true)

    private static let managedFields: ObjectSchema = .record(
        "The fields that one client has set by one kind of write.",
        [
            Field("apiVersion", .text("The version that the fields' names are those of.")),
            Field("fieldsType", .text("How the fields are written: `FieldsV1`.")),
            Field("fieldsV1", .openRecord("The fields, as a tree of their names.", [])),
            Field("manager", .text("The client's name.")),
            Field("operation", .text("`Apply` for server-side apply, `Update` for other writes.")),
            Field("subresource", .text("The sub-resource that was written, such as `status`.")),
            Field("time", .time("When the fields were set last.")),
        ])
}
