extension ObjectSchema {
    /// An answer that sends clients elsewhere.
    static let redirect: ObjectSchema = .record(
        "Answers with another place to go to.",
        [
            Field("authority", .text("The host to go to.")),
            Field(
                "derivePort",
                .text("Where the port comes from.", oneOf: ["FROM_PROTOCOL_DEFAULT", "FROM_REQUEST_PORT"])),
            Field("port", .whole("The port to go to.")),
            Field("prefixRewrite", .text("What replaces the matched prefix of the path.")),
            Field("redirectCode", .whole("The status; 301 where absent.")),
            Field("scheme", .text("The scheme to go to.")),
            Field("uri", .text("The path to go to.")),
        ])

    /// A fixed answer.
    static let directResponse: ObjectSchema = .record(
        "Answers with a fixed response.",
        [
            Field(
                "body",
                .record(
                    "The body; empty where absent.",
                    [
                        Field("bytes", ObjectSchema(.bytes, description: "The body as Base64.")),
                        Field("string", .text("The body as text.")),
                    ])),
            .required("status", .whole("The status, 200 to 599.")),
        ])

    /// Changes to path and host.
    static let rewrite: ObjectSchema = .record(
        "Changes path or host before a request is forwarded.",
        [
            Field("authority", .text("The new host.")),
            Field("uri", .text("What replaces the matched prefix, or the path of other matches.")),
            Field(
                "uriRegexRewrite",
                .record(
                    "Changes parts of the path.",
                    [
                        Field("match", .text("The expression for what is replaced, RE2.")),
                        Field("rewrite", .text("What replaces it; `\\1` is the first group.")),
                    ])),
        ])

    /// Changes to headers.
    static let headers: ObjectSchema = .record(
        "Changes headers.",
        [
            Field("request", .headerOperations("Changes before a request is forwarded.")),
            Field("response", .headerOperations("Changes before a response is returned.")),
        ])

    private static func headerOperations(_ description: String) -> ObjectSchema {
        .record(
            description,
            [
                Field("add", .textMapping("Values that are added, by name.")),
                Field("remove", .texts("Names of headers that are removed.")),
                Field("set", .textMapping("Values that replace those that are there, by name.")),
            ])
    }
}
