/// A port by number or by name.
public enum IntOrString: Hashable, Sendable {
    /// The number.
    case int(Int32)
    /// The name.
    case string(String)
}
