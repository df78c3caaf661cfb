/// Why a certificate or a key can't be used.
public struct CredentialProblem: Error, Hashable, Sendable {
    /// What is wrong, as the end of a sentence about it: "holds no certificate in PEM".
    public var reason: String

    /// A problem.
    public init(_ reason: String) { self.reason = reason }
}
