/// Confidential bytes: keys above all. Nothing that prints, dumps or reflects them shows more than their number.
public struct SecretBytes: Hashable, Sendable {
    /// The bytes.
    public var bytes: [UInt8]

    /// These bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Hashes the number of bytes and a few from the middle: plans with certificates are looked up for every handshake, and
    /// what differs in PEM does so there, not in the frame around it.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.bytes.count)
        let middle = self.bytes.count / 2
        self.bytes[max(middle - 16, 0)..<min(middle + 16, self.bytes.count)].withUnsafeBytes {
            hasher.combine(bytes: $0)
        }
    }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// How many bytes there are.
    public var description: String { "(\(self.bytes.count) secret bytes)" }

    /// The same as `description`.
    public var debugDescription: String { self.description }

    /// Shows the description alone.
    public var customMirror: Mirror { Mirror(self, children: ["description": self.description]) }
}
