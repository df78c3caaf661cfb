/// A JSON value, as objects of a Kubernetes-style API are stored, patched and compared.
///
/// Whole numbers that fit are `integer`, others `double`, which is how Kubernetes tells them apart.
public enum JSON: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
    /// Any other number; never infinite and not NaN.
    case double(Double)
    /// A text.
    case string(String)
    /// A list.
    case array([JSON])
    /// Members by name. Their order has no meaning, and is that of the names where it is written.
    case object([String: JSON])
}

extension JSON {
    /// A member of an object; nil for none, and for values that are no object.
    ///
    /// Setting it on a value that is no object makes an object of it. Setting nil removes the member.
    public subscript(name: String) -> JSON? {
        get { if case .object(let members) = self { members[name] } else { nil } }
        set {
            var members: [String: JSON] = [:]
            if case .object(let present) = self { members = present }
            self = .null
            members[name] = newValue
            self = .object(members)
        }
    }

    /// The text of a string.
    public var string: String? { if case .string(let text) = self { text } else { nil } }

    /// The number of an integer.
    public var integer: Int64? { if case .integer(let number) = self { number } else { nil } }

    /// The truth value of a boolean.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

    /// The elements of a list.
    public var array: [JSON]? { if case .array(let elements) = self { elements } else { nil } }

    /// The members of an object.
    public var object: [String: JSON]? { if case .object(let members) = self { members } else { nil } }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    /// A text.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// True or false.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A list.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    /// `null`.
    public init(nilLiteral: ()) { self = .null }

    /// An object. Of members of the same name the last one counts.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Dictionary(elements) { $1 })
    }
}
