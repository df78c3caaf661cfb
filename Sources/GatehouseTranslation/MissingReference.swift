/// A destination that a rule asks for and that is not there.
public enum MissingReference: Hashable, Sendable {
    /// No Service, ServiceEntry or endpoint of the command line has this full host.
    case service(host: String)
    /// No DestinationRule that applies defines this subset of the host.
    case subset(String, host: String)
    /// The service does not have this port, or it is a ServiceEntry without endpoints (semantics S3).
    case port(Int, host: String)
}

/// What was found missing, by VirtualService.
struct MissingReferences {
    private var lists: [Int: [MissingReference]] = [:]

    /// What the VirtualService at an index of the resources lacks.
    subscript(index: Int) -> [MissingReference] { self.lists[index] ?? [] }

    /// Notes something that the VirtualService at an index of the resources lacks.
    mutating func note(_ reference: MissingReference, of index: Int) {
        if self.lists[index]?.contains(reference) == true { return }
        self.lists[index, default: []].append(reference)
    }
}
