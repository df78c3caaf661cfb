/// A condition on a string.
public enum StringMatch: Hashable, Sendable {
    /// The whole string is this.
    case exact(String)
    /// The string starts with this.
    case prefix(String)
    /// The whole string matches this expression (RE2).
    case regex(String)
    /// There is a value, whatever it is; written `{}`.
    case present
}
