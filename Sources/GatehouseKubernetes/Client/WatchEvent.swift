import GatehouseObjects

/// One line of a watch.
enum WatchEvent: Hashable, Sendable {
    /// An object is there or has changed.
    case present(JSON)
    /// An object is gone; what it was last.
    case gone(JSON)
    /// Nothing has happened up to this resource version.
    case bookmark(resourceVersion: String)
    /// The watch is over, for this reason.
    case error(APIStatus)

    /// Reads a line. Types that are not known count as nothing: nil.
    init?(parsing line: [UInt8]) throws(APIFailure) {
        let event: JSON
        do throws(JSONError) {
            event = try JSON.parse(line, limits: APIClient.objectLimits)
        } catch {
            throw .malformed(error.description)
        }
        guard let object = event["object"] else { throw .malformed("an event without an object") }
        switch event["type"]?.string {
        case "ADDED", "MODIFIED": self = .present(object)
        case "DELETED": self = .gone(object)
        case "BOOKMARK":
            guard let version = object["metadata"]?["resourceVersion"]?.string else {
                throw .malformed("a bookmark without a resource version")
            }
            self = .bookmark(resourceVersion: version)
        case "ERROR":
            self = .error(APIStatus(parsing: object) ?? APIStatus(code: 500, reason: "", message: "an unknown error"))
        case nil: throw .malformed("an event without a type")
        default: return nil
        }
    }
}
