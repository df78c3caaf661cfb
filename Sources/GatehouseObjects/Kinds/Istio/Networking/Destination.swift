extension ObjectSchema {
    /// A service, and what of it.
    static let destination: ObjectSchema = .record(
        "A service, and which of its ports and subsets.",
        [
            .required("host", .text("The service's name; without a dot it is one of this namespace.")),
            Field("port", .portSelector.described("The port; may be left out where there is only one.")),
            Field("subset", .text("A subset that a DestinationRule names.")),
        ])

    /// A port by its number.
    static let portSelector: ObjectSchema = .record("A port.", [Field("number", .whole("The number."))])

    /// A share.
    static let percent: ObjectSchema = .record(
        "A share.", [Field("value", .number("0 to 100, in steps of 0.0001."))])

    /// A condition on a text.
    static func stringMatch(_ description: String) -> ObjectSchema {
        .record(
            description,
            [
                Field("exact", .text("It is this.")),
                Field("prefix", .text("It begins with this.")),
                Field("regex", .text("All of it matches this expression, RE2.")),
            ])
    }
}
