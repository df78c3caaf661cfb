public import GatehousePlan

/// What reports and the admin API are made of.
public typealias JSONValue = GatehousePlan.JSONValue

extension JSONValue {
    /// An object of those members that have a value.
    public static func members(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
    }

    /// The document as text with one member or element a line.
    public var text: String { self.text(pretty: true) }
}

extension JSONValue.Member {
    /// A member.
    public init(_ name: String, _ value: JSONValue) { self.init(name: name, value: value) }
}
