/// A parameter of an operation, in its path or its query.
struct OpenAPIParameter: Sendable {
    var name: String
    var type: String
    var description: String
    var isInPath = false

    func json(_ dialect: OpenAPIDialect) -> JSON {
        var parameter: JSON = [
            "name": .string(self.name), "in": self.isInPath ? "path" : "query",
            "description": .string(self.description),
        ]
        if self.isInPath { parameter["required"] = true }
        switch dialect {
        case .v2:
            parameter["type"] = .string(self.type)
            parameter["uniqueItems"] = true
        case .v3: parameter["schema"] = ["type": .string(self.type), "uniqueItems": true]
        }
        return parameter
    }
}

extension OpenAPIParameter {
    static let name = OpenAPIParameter(
        name: "name", type: "string", description: "The object's name.", isInPath: true)
    static let namespace = OpenAPIParameter(
        name: "namespace", type: "string", description: "The object's namespace.", isInPath: true)

    private static let pretty = OpenAPIParameter(
        name: "pretty", type: "string", description: "`true` for an answer with line breaks.")
    private static let dryRun = OpenAPIParameter(
        name: "dryRun", type: "string", description: "`All` for a write that is only tried out.")

    /// Those of reads of one object.
    static let reading = [pretty]

    /// Those of creations and replacements.
    static let writing = [
        pretty, dryRun,
        OpenAPIParameter(name: "fieldManager", type: "string", description: "Who sets the fields."),
        OpenAPIParameter(
            name: "fieldValidation", type: "string",
            description: "What becomes of unknown fields: `Ignore`, `Warn` or `Strict`; `Warn` where absent."),
    ]

    /// Those of patches.
    static let patching =
        writing + [
            OpenAPIParameter(
                name: "force", type: "boolean", description: "Whether an apply takes fields that others have set.")
        ]

    /// Those of deletions.
    static let deleting = [
        pretty, dryRun,
        OpenAPIParameter(
            name: "gracePeriodSeconds", type: "integer", description: "Seconds that the object may take to go away."),
        OpenAPIParameter(
            name: "orphanDependents", type: "boolean",
            description: "Deprecated: whether objects that belong to this one stay."),
        OpenAPIParameter(
            name: "propagationPolicy", type: "string",
            description: "What becomes of objects that belong to this one."),
    ]

    /// Those by which a part of all objects is meant.
    static let selecting = [
        OpenAPIParameter(name: "continue", type: "string", description: "Where an earlier list was cut."),
        OpenAPIParameter(name: "fieldSelector", type: "string", description: "Conditions on fields."),
        OpenAPIParameter(name: "labelSelector", type: "string", description: "Conditions on labels."),
        OpenAPIParameter(name: "limit", type: "integer", description: "How many objects an answer may have."),
        OpenAPIParameter(
            name: "resourceVersion", type: "string", description: "The version to start from; `0` for any."),
        OpenAPIParameter(
            name: "resourceVersionMatch", type: "string", description: "`Exact` or `NotOlderThan`."),
    ]

    /// Those of lists and watches.
    static let listing =
        [pretty] + selecting + [
            OpenAPIParameter(
                name: "allowWatchBookmarks", type: "boolean",
                description: "Whether a watch tells versions without changes."),
            OpenAPIParameter(
                name: "sendInitialEvents", type: "boolean",
                description: "Whether a watch begins with the objects that are there."),
            OpenAPIParameter(name: "timeoutSeconds", type: "integer", description: "How long a watch may last."),
            OpenAPIParameter(name: "watch", type: "boolean", description: "Whether changes are asked for."),
        ]
}
