/// Something that is in no log, dump or description.
public struct Redacted<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The secret.
    public var value: Value

    /// Keeps a secret.
    public init(_ value: Value) { self.value = value }
}

extension Redacted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A placeholder.
    public var description: String { "<redacted>" }
    /// A placeholder.
    public var debugDescription: String { self.description }
    /// Nothing to see.
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
