extension FieldRow {
    /// `ConfigMap` of `v1`.
    static let configMap = FieldRow.rows(
        of: "v1", "ConfigMap",
        [
            ([1], "/metadata", .message, .always),
            ([4], "/immutable", .flag, .ifSent),
            ([2], "/data", .textsByName, .unlessEmpty),
            ([3], "/binaryData", .bytesByName, .unlessEmpty),
        ])
}
