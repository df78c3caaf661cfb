/// The path of a field in a resource, such as `spec.http[0].match[1].uri`.
public struct FieldPath: Hashable, Sendable {
    /// One step of a path.
    public enum Component: Hashable, Sendable {
        /// A field or a key of a map.
        case key(String)
        /// An entry of a list.
        case index(Int)
    }

    /// The steps from the resource down.
    public var components: [Component]

    /// The resource itself.
    public static var root: FieldPath { FieldPath(components: []) }
    /// The resource's `spec`.
    public static var spec: FieldPath { FieldPath(components: [.key("spec")]) }

    /// A path of these steps.
    public init(components: [Component]) { self.components = components }

    /// The path of a field of this one.
    public func appending(_ key: String) -> FieldPath { FieldPath(components: self.components + [.key(key)]) }
    /// The path of an entry of this list.
    public func appending(_ index: Int) -> FieldPath { FieldPath(components: self.components + [.index(index)]) }

    /// The path of a field of this one.
    public subscript(_ key: String) -> FieldPath { self.appending(key) }
    /// The path of an entry of this list.
    public subscript(_ index: Int) -> FieldPath { self.appending(index) }
}

extension FieldPath: CustomStringConvertible {
    /// Keys that are not plain words are written `["like.this"]`.
    public var description: String {
        var text = ""
        for component in self.components {
            switch component {
            case .index(let index): text += "[\(index)]"
            case .key(let key) where key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }:
                text += text.isEmpty ? key : ".\(key)"
            case .key(let key): text += "[\"\(key)\"]"
            }
        }
        return text
    }
}
