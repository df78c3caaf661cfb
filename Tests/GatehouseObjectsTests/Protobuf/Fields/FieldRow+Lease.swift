extension FieldRow {
    /// `Lease` of `coordination.k8s.io/v1`.
    static let lease = FieldRow.rows(
        of: "coordination.k8s.io/v1", "Lease",
        [
            ([1], "/metadata", .message, .always),
            ([2], "/spec", .message, .always),
            ([2, 1], "/spec/holderIdentity", .text, .ifSent),
            ([2, 2], "/spec/leaseDurationSeconds", .whole, .ifSent),
            ([2, 3], "/spec/acquireTime", .microTime, .ifSent),
            ([2, 4], "/spec/renewTime", .microTime, .ifSent),
            ([2, 5], "/spec/leaseTransitions", .whole, .ifSent),
            ([2, 6], "/spec/strategy", .text, .ifSent),
            ([2, 7], "/spec/preferredHolder", .text, .ifSent),
        ])
}
