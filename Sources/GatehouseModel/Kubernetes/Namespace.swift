/// A namespace; all of it that matters is in its labels.
public struct Namespace: ResourceSpec {
    /// The kind as manifests name it.
    /// The kind's name.
    public static let kind = "Namespace"

    /// The only value there is.
    public init() {}
}
