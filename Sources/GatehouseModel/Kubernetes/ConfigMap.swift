/// Named texts and files.
public struct ConfigMap: ResourceSpec {
    /// The kind as manifests name it.
    /// The kind's name.
    public static let kind = "ConfigMap"

    /// Texts by name.
    public var data: [String: String]
    /// Bytes by name.
    public var binaryData: [String: [UInt8]]
    /// Whether the content may change.
    public var immutable: Bool?

    /// Fields that are not given are absent.
    public init(data: [String: String] = [:], binaryData: [String: [UInt8]] = [:], immutable: Bool? = nil) {
        self.data = data
        self.binaryData = binaryData
        self.immutable = immutable
    }
}
