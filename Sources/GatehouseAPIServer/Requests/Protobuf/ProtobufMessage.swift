/// What the numbers in messages of Protocol Buffers mean: as much as is needed to read objects that clients send.
struct ProtobufMessage: Sendable {
    /// What a field holds.
    indirect enum Shape: Sendable {
        case text
        case bytes
        /// Seconds and nanoseconds since 1970, of which seconds count.
        case time
        /// The same, of which microseconds count.
        case preciseTime
        /// Where zero is something else than nothing, it is kept.
        case whole(keepsZero: Bool)
        /// Where false is something else than nothing, it is kept.
        case flag(keepsFalse: Bool)
        case wholeOrText
        /// Texts or bytes by name.
        case map(Shape)
        case message(ProtobufMessage)
        /// JSON in bytes in a message.
        case json
    }

    struct Field: Sendable {
        var name: String
        var shape: Shape
        var isList: Bool
    }

    /// The fields by their numbers.
    var fields: [UInt64: Field] = [:]
    /// Lists that are there even when they are empty.
    var requiredLists: [String] = []

    /// A message with these fields.
    init(_ fields: [UInt64: (name: String, shape: Shape)], lists: [UInt64: (name: String, shape: Shape)] = [:]) {
        for (number, field) in fields {
            self.fields[number] = Field(name: field.name, shape: field.shape, isList: false)
        }
        for (number, list) in lists {
            self.fields[number] = Field(name: list.name, shape: list.shape, isList: true)
        }
    }

    /// The same message with lists that are always there.
    func requiring(_ lists: String...) -> ProtobufMessage {
        var message = self
        message.requiredLists = lists
        return message
    }
}
