/// A message's fields: what a decoder must know to make JSON of it.
///
/// The numbers are those of the `generated.proto` files of Kubernetes' `api` and `apimachinery` repositories, where they
/// never change their meaning; the names and what is left out are those of the JSON form of the same types.
struct ProtobufMessage: Sendable {
    /// A field.
    struct Field: Sendable {
        /// Its number on the wire.
        let number: Int
        /// Its name in JSON.
        let name: String
        /// What it holds.
        let value: Value
        /// When it is in the JSON form.
        let presence: Presence

        init(_ number: Int, _ name: String, _ value: Value, _ presence: Presence = .unlessEmpty) {
            self.number = number
            self.name = name
            self.value = value
            self.presence = presence
        }
    }

    /// What a field holds.
    enum Value: Sendable {
        case text
        /// A number of 32 bits.
        case whole
        /// A number of 64 bits.
        case long
        case flag
        /// A point in time, whose JSON form has whole seconds.
        case time
        /// A point in time, whose JSON form has microseconds.
        case microTime
        /// A number or a text: ports.
        case wholeOrText
        /// A message with JSON in it, which becomes a part of the JSON form.
        case json
        case message(ProtobufMessage)
        case texts
        case messages(ProtobufMessage)
        case textsByName
        /// Bytes by name; in JSON they are Base64.
        case bytesByName

        /// The wire type that it is sent with.
        var wireType: Int {
            switch self {
            case .whole, .long, .flag: 0
            default: 2
            }
        }
    }

    /// When a field is in the JSON form. Go's clients send every field that is no pointer, whatever it holds.
    enum Presence: Sendable {
        /// Where it holds something: not where it is an empty text, zero, false, or has no elements.
        case unlessEmpty
        /// Where it was sent, whatever it holds: zero and nothing differ.
        case ifSent
        /// Always: with the value that stands for nothing where it was not sent.
        case always
    }

    /// The fields, each number once.
    let fields: [Field]

    init(_ fields: [Field]) { self.fields = fields }

    /// The message of a whole object: its metadata is the first field in all of them.
    static func object(_ fields: [Field]) -> ProtobufMessage {
        ProtobufMessage([Field(1, "metadata", .message(.objectMeta), .always)] + fields)
    }
}
