extension ObjectSchema {
    /// An object in the same namespace, by its name.
    static let localObjectReference = ObjectSchema(
        .object([Field("name", .text("The object's name."))]), description: "An object in the same namespace.",
        isAtomic: true)

    /// An object anywhere.
    static let objectReference = ObjectSchema(
        .object([
            Field("apiVersion", .text("The object's group and version.")),
            Field("fieldPath", .text("The part of the object that is meant, such as `spec.containers{main}`.")),
            Field("kind", .text("The object's kind.")),
            Field("name", .text("The object's name.")),
            Field("namespace", .text("The object's namespace.")),
            Field("resourceVersion", .text("The version of the object that is meant.")),
            Field("uid", .text("The object's uid.")),
        ]), description: "An object, and where in it.", isAtomic: true)
}
