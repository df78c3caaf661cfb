import GatehouseModel

/// What is wrong with an object's fields, by its schema.
///
/// Null counts as absent, as it does in Kubernetes; null for a list that has to be there counts as an empty one, which
/// is how Go writes those.
public struct FieldValidation: Sendable {
    /// What is wrong, in the order of the fields' names; the first 1000 of it, so that no object makes an answer
    /// without end.
    public private(set) var problems: [FieldProblem] = []

    private static let mostProblems = 1000

    private let isTyped: Bool

    /// Checks an object.
    ///
    /// - Parameter isTyped: Whether numbers are read as Go reads whole ones, which `1.0` is not: Kubernetes' own kinds are.
    public init(_ object: JSON, against schema: ObjectSchema, isTyped: Bool = false) {
        self.isTyped = isTyped
        self.check(object, schema, at: .root)
    }

    /// Paths of fields that are not known.
    public var unknownFields: [String] {
        self.problems.filter { $0.kind == .unknown }.map(\.path)
    }

    /// Texts for `Warning` headers, where unknown fields are let through.
    public var warnings: [String] {
        self.problems.filter { $0.kind == .unknown }.map(\.message)
    }

    private var isFull: Bool { self.problems.count >= Self.mostProblems }

    private mutating func add(_ kind: FieldProblem.Kind, at place: FieldPlace) {
        if !self.isFull { self.problems.append(FieldProblem(path: place.path, kind: kind)) }
    }

    private mutating func check(_ value: JSON, _ schema: ObjectSchema, at place: FieldPlace) {
        switch schema.shape {
        case .anything: return
        case .object(let fields):
            guard let members = value.object else { return self.refuse(value, "object", at: place) }
            self.check(members, fields, isOpen: schema.preservesUnknownFields, at: place)
        case .map(let element):
            guard let members = value.object else { return self.refuse(value, "object", at: place) }
            for (name, member) in members.sorted(by: { $0.key < $1.key }) {
                if self.isFull { return }
                self.check(member, element, at: .member(name, of: place))
            }
        case .list(let element, _):
            guard let elements = value.array else { return self.refuse(value, "array", at: place) }
            for (index, entry) in elements.enumerated() {
                if self.isFull { return }
                self.check(entry, element, at: .element(index, of: place))
            }
        case .string, .bytes, .time, .microTime: self.checkText(value, schema.shape, at: place)
        case .integer: if !self.isInteger(value) { self.refuse(value, "integer", at: place) }
        case .number: if !value.isNumber { self.refuse(value, "number", at: place) }
        case .boolean: if value.bool == nil { self.refuse(value, "boolean", at: place) }
        case .integerOrString:
            if !self.isInteger(value), value.string == nil { self.refuse(value, "integer or string", at: place) }
        }
    }

    private mutating func check(
        _ members: [String: JSON], _ fields: [ObjectSchema.Field], isOpen: Bool, at place: FieldPlace
    ) {
        let known = Dictionary(fields.map { ($0.name, $0) }) { first, _ in first }
        for (name, member) in members.sorted(by: { $0.key < $1.key }) {
            if self.isFull { return }
            guard let field = known[name] else {
                if !isOpen { self.add(.unknown, at: .member(name, of: place)) }
                continue
            }
            if member != .null { self.check(member, field.schema, at: .member(name, of: place)) }
        }
        for field in fields where field.isRequired {
            if case .list = field.schema.shape, members[field.name] != nil { continue }
            if members[field.name, default: .null] == .null { self.add(.missing, at: .member(field.name, of: place)) }
        }
    }

    private mutating func checkText(_ value: JSON, _ shape: ObjectSchema.Shape, at place: FieldPlace) {
        guard let text = value.string else { return self.refuse(value, "string", at: place) }
        switch shape {
        case .string(let values):
            if !values.isEmpty, !values.contains(text) {
                self.add(.unsupported(value: text, supported: values), at: place)
            }
        case .time, .microTime:
            if TimestampText.canonical(text, hasMicroseconds: false) == nil {
                self.add(.malformed(value: text, format: "date-time"), at: place)
            }
        // The value may be a secret, and is not said.
        case .bytes: if !Self.isBase64(text) { self.add(.malformed(value: "…", format: "byte"), at: place) }
        default: return
        }
    }

    /// Whether a value is a whole number; in Kubernetes' own kinds, one of 32 bits: those that have more, all in metadata, are
    /// the server's.
    private func isInteger(_ value: JSON) -> Bool {
        self.isTyped ? value.integer.map { Int32(exactly: $0) != nil } ?? false : value.isWhole
    }

    private mutating func refuse(_ value: JSON, _ wanted: String, at place: FieldPlace) {
        self.add(.wrongType(found: value.typeName, wanted: wanted), at: place)
    }

    /// Whether a text is Base64 with its padding. Line breaks are passed over.
    private static func isBase64(_ text: String) -> Bool {
        var (count, padding) = (0, 0)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"): continue
            case UInt8(ascii: "="): padding += 1
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"):
                if padding > 0 { return false }
                count += 1
            default: return false
            }
        }
        return padding <= 2 && (count + padding) % 4 == 0 && (count > 0 || padding == 0)
    }
}
