/// One step of a field's path, as `managedFields` has it.
public enum PathElement: Hashable, Sendable {
    /// A member of an object.
    case field(String)
    /// An element of a list that is told apart by the values of these of its members.
    case key([String: JSON])
    /// An element of a list that is a set, by its value.
    case value(JSON)
    /// An element of a list by its place.
    case index(Int)

    /// The form in `fieldsV1`: `f:spec`, `k:{"name":"x"}`, `v:"x"` or `i:0`.
    public var encoded: String {
        switch self {
        case .field(let name): "f:\(name)"
        case .key(let members): "k:" + String(decoding: JSON.object(members).bytes, as: UTF8.self)
        case .value(let value): "v:" + String(decoding: value.bytes, as: UTF8.self)
        case .index(let index): "i:\(index)"
        }
    }

    /// Reads the form in `fieldsV1`; nil for what is none.
    public init?(encoded text: String) {
        let rest = text.utf8.dropFirst(2)
        switch text.utf8.prefix(2).map(UnicodeScalar.init) {
        case ["f", ":"]: self = .field(String(Substring(rest)))
        case ["k", ":"]:
            guard let members = (try? JSON.parse(rest))?.object else { return nil }
            self = .key(members)
        case ["v", ":"]:
            guard let value = try? JSON.parse(rest) else { return nil }
            self = .value(value)
        case ["i", ":"]:
            guard let index = Int(Substring(rest)), index >= 0 else { return nil }
            self = .index(index)
        default: return nil
        }
    }
}

extension PathElement: CustomStringConvertible {
    /// The form in messages: `.spec`, `[name="x"]`, `[="x"]` or `[0]`.
    public var description: String {
        switch self {
        case .field(let name): return ".\(name)"
        case .key(let members):
            let parts = members.sorted { $0.key.precedesInUTF8($1.key) }
                .map { "\($0.key)=" + String(decoding: $0.value.bytes, as: UTF8.self) }
            return "[\(parts.joined(separator: ","))]"
        case .value(let value): return "[=\(String(decoding: value.bytes, as: UTF8.self))]"
        case .index(let index): return "[\(index)]"
        }
    }
}
