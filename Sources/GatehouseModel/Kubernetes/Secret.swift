/// Named confidential bytes, such as a certificate and its key. Nothing that prints or dumps a secret shows its values.
public struct Secret: ResourceSpec {
    /// The kind as manifests name it.
    /// The kind's name.
    public static let kind = "Secret"

    /// What the secret holds, such as `kubernetes.io/tls`.
    public var type: String?
    /// The values by name, decoded; those written as `stringData` are among them.
    public var data: [String: [UInt8]]
    /// Whether the content may change.
    public var immutable: Bool?

    /// Fields that are not given are absent.
    public init(type: String? = nil, data: [String: [UInt8]] = [:], immutable: Bool? = nil) {
        self.type = type
        self.data = data
        self.immutable = immutable
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The names and sizes of the values.
    public var description: String {
        let values = self.data.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.count) bytes" }
        return "Secret(\(self.type ?? "Opaque"), \(values.joined(separator: ", ")))"
    }

    /// The same: a debugger shows no secrets either.
    /// The same as `description`.
    public var debugDescription: String { self.description }

    /// The description alone, so that no dump walks into the values.
    /// Shows the description alone.
    public var customMirror: Mirror { Mirror(self, children: ["description": self.description]) }
}
