/// Why an object could not be patched.
public struct PatchError: Error, Hashable, Sendable {
    /// Whose fault it is: the patch's alone, or that of the patch and the object together.
    public enum Kind: Hashable, Sendable {
        /// It is no patch of its type.
        case malformed
        /// It is one, and does not go with the object.
        case inapplicable
        /// It is larger than what is taken, or would make the object so.
        case tooLarge
    }

    /// Whose fault it is.
    public var kind: Kind
    /// For people.
    public var message: String

    /// An error.
    public init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// What Kubernetes answers: 400 for a patch that cannot be read, 422 for one that cannot be applied, 413 for one that
    /// is too large.
    public var status: APIStatus {
        switch self.kind {
        case .malformed: return APIStatus(code: 400, reason: "BadRequest", message: self.message)
        case .tooLarge: return APIStatus(code: 413, reason: "RequestEntityTooLarge", message: self.message)
        case .inapplicable:
            // Kubernetes has the particulars in a cause only, which kubectl does not print; here they are in the text too.
            let cause = APIStatus.Cause(reason: "UnexpectedServerResponse", message: self.message, field: "")
            let message = "the server rejected our request due to an error in our request: \(self.message)"
            return APIStatus(code: 422, reason: "Invalid", message: message, causes: [cause])
        }
    }
}
