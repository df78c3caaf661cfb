extension FieldRow {
    /// `Secret` of `v1`.
    static let secret = FieldRow.rows(
        of: "v1", "Secret",
        [
            ([1], "/metadata", .message, .always),
            ([5], "/immutable", .flag, .ifSent),
            ([2], "/data", .bytesByName, .unlessEmpty),
            ([4], "/stringData", .textsByName, .unlessEmpty),
            ([3], "/type", .text, .unlessEmpty),
        ])
}
