/// Why a text is no selector.
public struct SelectorError: Error, Hashable, Sendable {
    /// For people, as Kubernetes has it.
    public var message: String

    /// An error.
    public init(_ message: String) { self.message = message }

    /// What Kubernetes answers: 400.
    public var status: APIStatus { APIStatus(code: 400, reason: "BadRequest", message: self.message) }
}

/// How much of a selector is taken.
public enum SelectorLimits {
    /// Bytes of its text: what a request's line can have.
    public static let bytes = 64 * 1024
}
