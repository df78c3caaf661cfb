/// Confidential bytes: keys above all. Nothing that prints, dumps or reflects them shows more than their number.
public struct SecretBytes: Hashable, Sendable {
    /// The bytes.
    public var bytes: [UInt8]

    /// These bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// How many bytes there are.
    public var description: String { "(\(self.bytes.count) secret bytes)" }

    /// The same as `description`.
    public var debugDescription: String { self.description }

    /// Shows the description alone.
    public var customMirror: Mirror { Mirror(self, children: ["description": self.description]) }
}
