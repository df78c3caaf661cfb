extension FieldRow {
    /// `Status` of `v1`.
    static let status = FieldRow.rows(
        of: "v1", "Status",
        [
            ([1], "/metadata", .message, .always),
            ([1, 1], "/metadata/selfLink", .text, .unlessEmpty),
            ([1, 2], "/metadata/resourceVersion", .text, .unlessEmpty),
            ([1, 3], "/metadata/continue", .text, .unlessEmpty),
            ([1, 4], "/metadata/remainingItemCount", .long, .ifSent),
            ([1, 5], "/metadata/shardInfo", .message, .ifSent),
            ([1, 5, 1], "/metadata/shardInfo/selector", .text, .always),
            ([2], "/status", .text, .unlessEmpty),
            ([3], "/message", .text, .unlessEmpty),
            ([4], "/reason", .text, .unlessEmpty),
            ([5], "/details", .message, .ifSent),
            ([5, 1], "/details/name", .text, .unlessEmpty),
            ([5, 2], "/details/group", .text, .unlessEmpty),
            ([5, 3], "/details/kind", .text, .unlessEmpty),
            ([5, 6], "/details/uid", .text, .unlessEmpty),
            ([5, 4], "/details/causes", .messages, .unlessEmpty),
            ([5, 4, 1], "/details/causes/0/reason", .text, .unlessEmpty),
            ([5, 4, 2], "/details/causes/0/message", .text, .unlessEmpty),
            ([5, 4, 3], "/details/causes/0/field", .text, .unlessEmpty),
            ([5, 5], "/details/retryAfterSeconds", .whole, .unlessEmpty),
            ([6], "/code", .whole, .unlessEmpty),
        ])
}
