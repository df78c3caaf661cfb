extension FieldRow {
    /// `DeleteOptions` of `v1`.
    static let deleteOptions = FieldRow.rows(
        of: "v1", "DeleteOptions",
        [
            ([1], "/gracePeriodSeconds", .long, .ifSent),
            ([2], "/preconditions", .message, .ifSent),
            ([2, 1], "/preconditions/uid", .text, .ifSent),
            ([2, 2], "/preconditions/resourceVersion", .text, .ifSent),
            ([3], "/orphanDependents", .flag, .ifSent),
            ([4], "/propagationPolicy", .text, .ifSent),
            ([5], "/dryRun", .texts, .unlessEmpty),
            ([6], "/ignoreStoreReadErrorWithClusterBreakingPotential", .flag, .ifSent),
        ])
}
