extension APIResource {
    /// Events.
    public static let events = APIResource(
        group: "", versions: ["v1"], kind: "Event", plural: "events", singular: "event", shortNames: ["ev"],
        hasStatus: false, hasGeneration: false,
        schema: .kind("Something that happened to an object.", ObjectSchema.eventFields),
        selectableFields: [
            "involvedObject.apiVersion", "involvedObject.fieldPath", "involvedObject.kind", "involvedObject.name",
            "involvedObject.namespace", "involvedObject.resourceVersion", "involvedObject.uid", "reason",
            "reportingComponent", "source", "type",
        ],
        columns: [
            Column("Last Seen", description: "How long ago it happened last."),
            Column("Type", description: "Normal or Warning."),
            Column("Reason", description: "What happened, as one word."),
            Column("Object", description: "The object that it happened to."),
            Column("Subobject", description: "The part of the object that it happened to.", priority: 1),
            Column("Source", description: "Who reported it.", priority: 1),
            Column("Message", description: "What happened, for people."),
            Column("First Seen", description: "How long ago it happened first.", priority: 1),
            Column("Count", description: "How often it happened.", priority: 1),
            Column("Name", format: "name", description: "The event's name.", priority: 1),
        ])
}

extension ObjectSchema {
    fileprivate static let eventFields: [Field] = [
        Field("action", .text("What was done or failed, as one word.")),
        Field("count", .whole("How often it happened.")),
        Field("eventTime", .microTime("When it happened first, in microseconds.")),
        Field("firstTimestamp", .time("When it happened first.")),
        .required("involvedObject", .objectReference.described("The object that it happened to.")),
        Field("lastTimestamp", .time("When it happened last.")),
        Field("message", .text("What happened, for people.")),
        Field("reason", .text("What happened, as one word.")),
        Field("related", .objectReference.described("Another object that has to do with it.")),
        Field("reportingComponent", .text("The name of the reporter.")),
        Field("reportingInstance", .text("Which of several reporters it was.")),
        Field(
            "series",
            .record(
                "That it happens again and again.",
                [
                    Field("count", .whole("How often it has happened so far.")),
                    Field("lastObservedTime", .microTime("When it happened last.")),
                ])),
        Field(
            "source",
            .record(
                "Who reported it.",
                [Field("component", .text("The reporter.")), Field("host", .text("The reporter's node."))])),
        Field("type", .text("`Normal` or `Warning`.")),
    ]
}
