/// Why the past or the future of the objects cannot be told.
public enum RegistryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The revision is too old: its successors are not remembered any more. Clients answer `410 Gone` by listing anew.
    ///
    /// - Parameter oldest: The oldest revision that would do.
    case expired(oldest: Int64)
    /// No change has had this number yet.
    ///
    /// - Parameter current: The revision of the last change.
    case future(current: Int64)

    /// For people.
    public var description: String {
        switch self {
        case .expired(let oldest): "the revision is too old: \(oldest) is the oldest that is remembered; list anew"
        case .future(let current): "the revision is in the future: \(current) is that of the last change"
        }
    }
}
