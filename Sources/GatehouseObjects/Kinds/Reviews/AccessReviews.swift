extension APIResource {
    /// Questions about what whoever asks may do: `kubectl auth can-i`.
    public static let selfSubjectAccessReviews = APIResource(
        reviewOf: "authorization.k8s.io", kind: "SelfSubjectAccessReview", plural: "selfsubjectaccessreviews",
        schema: .kind(
            "A question whether whoever asks may do something, and its answer.",
            [
                .required(
                    "spec",
                    .record(
                        "What is to be done: to objects, or at an address that has none.",
                        [
                            .init("nonResourceAttributes", .nonResourceAttributes),
                            .init("resourceAttributes", .resourceAttributes),
                        ])),
                .init(
                    "status",
                    .record(
                        "The answer; set by the server.",
                        [
                            // Clients send what they know of an answer, which is nothing, in any form.
                            .init("allowed", .flag("Whether it may be done.")),
                            .init("denied", .flag("Whether it is forbidden, whoever else might allow it.")),
                            .init("evaluationError", .text("What went wrong while the answer was looked for.")),
                            .init("reason", .text("Why, for people.")),
                        ])),
            ]))

    /// Questions about all that whoever asks may do: `kubectl auth can-i --list`.
    public static let selfSubjectRulesReviews = APIResource(
        reviewOf: "authorization.k8s.io", kind: "SelfSubjectRulesReview", plural: "selfsubjectrulesreviews",
        schema: .kind(
            "A question what whoever asks may do in a namespace, and its answer.",
            [
                .required(
                    "spec",
                    .record(
                        "Where it is to be done.", [.init("namespace", .text("The namespace; it has to be named."))])),
                .init(
                    "status",
                    .record(
                        "The answer; set by the server.",
                        [
                            .init("evaluationError", .text("What went wrong while the answer was looked for.")),
                            .init("incomplete", .flag("Whether there may be more than is listed.")),
                            .init(
                                "nonResourceRules",
                                .list("What may be done at addresses that have no objects.", of: .nonResourceRule)),
                            .init("resourceRules", .list("What may be done to objects.", of: .resourceRule)),
                        ])),
            ]))

    /// A kind of question, which is answered and not stored.
    init(reviewOf group: String, kind: String, plural: String, schema: ObjectSchema) {
        self.init(
            group: group, versions: ["v1"], kind: kind, plural: plural, singular: kind.lowercased(),
            isNamespaced: false, hasStatus: false, isCreateOnly: true, hasGeneration: false, schema: schema,
            columns: [.objectName, .age])
    }
}

extension ObjectSchema {
    fileprivate static let resourceAttributes: ObjectSchema = .record(
        "Something that is done to objects.",
        [
            Field("fieldSelector", .selectorAttributes("The objects, by their fields.")),
            Field("group", .text("The objects' group; `*` for all.")),
            Field("labelSelector", .selectorAttributes("The objects, by their labels.")),
            Field("name", .text("The object's name; empty for all.")),
            Field("namespace", .text("The objects' namespace; empty for all, and for kinds that have none.")),
            Field("resource", .text("The objects' kind by its plural name; `*` for all.")),
            Field("subresource", .text("The part of the objects, such as `status`; empty for the objects.")),
            Field("verb", .text("What is done: `get`, `list`, `watch`, `create`, `update` and so on; `*` for all.")),
            Field("version", .text("The version of the group; `*` for all.")),
        ])

    fileprivate static let nonResourceAttributes: ObjectSchema = .record(
        "Something that is done at an address that has no objects.",
        [
            Field("path", .text("The address' path.")), Field("verb", .text("The method, in small letters.")),
        ])

    private static func selectorAttributes(_ description: String) -> ObjectSchema {
        .record(
            description,
            [
                Field("rawSelector", .text("The selector as it stands in a query.")),
                Field(
                    "requirements",
                    .list(
                        "The selector taken apart.",
                        of: .record(
                            "One thing that is required of an object.",
                            [
                                .required("key", .text("The label or field.")),
                                .required("operator", .text("`In`, `NotIn`, `Exists` or `DoesNotExist`.")),
                                Field("values", .texts("What its value is compared with.")),
                            ]))),
            ])
    }

    fileprivate static let resourceRule: ObjectSchema = .record(
        "Something that may be done to some objects.",
        [
            Field("apiGroups", .texts("The objects' groups; `*` for all.")),
            Field("resourceNames", .texts("The objects' names; none for all.")),
            Field("resources", .texts("The objects' kinds by their plural names; `*` for all.")),
            .required("verbs", .texts("What may be done; `*` for everything.")),
        ])

    fileprivate static let nonResourceRule: ObjectSchema = .record(
        "Something that may be done at some addresses.",
        [
            Field("nonResourceURLs", .texts("The addresses' paths; `*` at the end stands for whatever follows.")),
            .required("verbs", .texts("What may be done; `*` for everything.")),
        ])
}
