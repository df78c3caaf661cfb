import GatehouseObjects

/// Failures that are about versions of lists.
extension APIStatus {
    /// The version is not there yet.
    static func tooLargeVersion(_ revision: Int64, current: Int64) -> APIStatus {
        APIStatus(
            code: 504, reason: "Timeout",
            message: "Timeout: Too large resource version: \(revision), current: \(current)", subject: Subject(),
            causes: [Cause(reason: "ResourceVersionTooLarge", message: "Too large resource version", field: "")],
            retryAfterSeconds: 1)
    }

    /// The version is not there any more.
    static let expiredVersion = APIStatus(
        code: 410, reason: "Expired", message: "The resourceVersion for the provided list is too old.")

    /// The version of the list that is to be read on is not there any more.
    ///
    /// - Parameter token: With which it can be read on as it is now.
    static func expiredToken(goOnWith token: String) -> APIStatus {
        APIStatus(
            code: 410, reason: "Expired",
            message: "The provided continue parameter is too old to display a consistent list result. Start a new list "
                + "without it, or use the continue token of this answer to read on in the list as it is now, in which "
                + "objects may be missing that were there before, and others be that were not.",
            continueToken: token)
    }

    /// The changes since a version are not known any more.
    static func expiredWatch(after revision: Int64, current: Int64) -> APIStatus {
        APIStatus(
            code: 410, reason: "Expired", message: "too old resource version: \(revision) (\(current))")
    }
}
