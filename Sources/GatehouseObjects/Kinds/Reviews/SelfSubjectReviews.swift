extension APIResource {
    /// Questions about who whoever asks is: `kubectl auth whoami`.
    public static let selfSubjectReviews = APIResource(
        reviewOf: "authentication.k8s.io", kind: "SelfSubjectReview", plural: "selfsubjectreviews",
        schema: .kind(
            "A question who the server takes whoever asks for, and its answer.",
            [
                .init(
                    "status",
                    .record(
                        "The answer; set by the server.",
                        [
                            .init(
                                "userInfo",
                                .record(
                                    "Who asks.",
                                    [
                                        .init("extra", .mapping("Whatever else is known.", of: .texts("The values."))),
                                        .init("groups", .texts("The groups that the user is in.")),
                                        .init("uid", .text("Tells the user from others of that name.")),
                                        .init("username", .text("The user's name.")),
                                    ]))
                        ]))
            ]))
}
