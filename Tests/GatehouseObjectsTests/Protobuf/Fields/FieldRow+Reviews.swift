extension FieldRow {
    /// `SelfSubjectAccessReview` of `authorization.k8s.io/v1`.
    static let accessReview = FieldRow.rows(
        of: "authorization.k8s.io/v1", "SelfSubjectAccessReview",
        [
            ([1], "/metadata", .message, .always),
            ([2], "/spec", .message, .always),
            ([2, 1], "/spec/resourceAttributes", .message, .ifSent),
            ([2, 1, 1], "/spec/resourceAttributes/namespace", .text, .unlessEmpty),
            ([2, 1, 2], "/spec/resourceAttributes/verb", .text, .unlessEmpty),
            ([2, 1, 3], "/spec/resourceAttributes/group", .text, .unlessEmpty),
            ([2, 1, 4], "/spec/resourceAttributes/version", .text, .unlessEmpty),
            ([2, 1, 5], "/spec/resourceAttributes/resource", .text, .unlessEmpty),
            ([2, 1, 6], "/spec/resourceAttributes/subresource", .text, .unlessEmpty),
            ([2, 1, 7], "/spec/resourceAttributes/name", .text, .unlessEmpty),
        ] + Self.selector(8, "fieldSelector") + Self.selector(9, "labelSelector") + [
            ([2, 2], "/spec/nonResourceAttributes", .message, .ifSent),
            ([2, 2, 1], "/spec/nonResourceAttributes/path", .text, .unlessEmpty),
            ([2, 2, 2], "/spec/nonResourceAttributes/verb", .text, .unlessEmpty),
        ])

    /// `SelfSubjectRulesReview` of `authorization.k8s.io/v1`.
    static let rulesReview = FieldRow.rows(
        of: "authorization.k8s.io/v1", "SelfSubjectRulesReview",
        [
            ([1], "/metadata", .message, .always),
            ([2], "/spec", .message, .always),
            ([2, 1], "/spec/namespace", .text, .unlessEmpty),
        ])

    /// `SelfSubjectReview` of `authentication.k8s.io/v1`.
    static let subjectReview = FieldRow.rows(
        of: "authentication.k8s.io/v1", "SelfSubjectReview", [([1], "/metadata", .message, .always)])

    private static func selector(_ number: Int, _ name: String) -> [([Int], String, FieldSample, Presence)] {
        let pointer = "/spec/resourceAttributes/\(name)"
        return [
            ([2, 1, number], pointer, .message, .ifSent),
            ([2, 1, number, 1], "\(pointer)/rawSelector", .text, .unlessEmpty),
            ([2, 1, number, 2], "\(pointer)/requirements", .messages, .unlessEmpty),
            ([2, 1, number, 2, 1], "\(pointer)/requirements/0/key", .text, .always),
            ([2, 1, number, 2, 2], "\(pointer)/requirements/0/operator", .text, .always),
            ([2, 1, number, 2, 3], "\(pointer)/requirements/0/values", .texts, .unlessEmpty),
        ]
    }
}
