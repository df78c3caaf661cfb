import GatehouseObjects

/// One page of a list.
struct ListPage: Hashable, Sendable {
    /// The objects; in most answers without `apiVersion` and `kind`.
    var items: [JSON]
    /// The moment that the list is from.
    var resourceVersion: String
    /// What the next page is asked for with; nil after the last one.
    var continuation: String?

    /// Reads the answer to a list request.
    init(parsing object: JSON) throws(APIFailure) {
        let metadata = object["metadata"]
        guard object["kind"]?.string?.hasSuffix("List") == true, let version = metadata?["resourceVersion"]?.string,
            !version.isEmpty
        else {
            throw .malformed("this should be a list with a resource version")
        }
        switch object["items"] {
        case .array(let items): self.items = items
        case .null, nil: self.items = []
        default: throw .malformed("the items of a list are none")
        }
        self.resourceVersion = version
        self.continuation = metadata?["continue"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }
}
