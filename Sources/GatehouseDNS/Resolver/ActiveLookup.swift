/// A lookup that is under way, and those that wait for it. Bound to the resolver's event loop.
final class ActiveLookup {
    /// The name, in lower case.
    let key: String
    /// Where the lookup is.
    var lookup: Lookup
    /// Who wants to know.
    var waiting: [(LookupResult) -> Void]
    /// The sockets of its queries, by their numbers.
    var sockets: [Int: QuerySocket] = [:]

    init(key: String, _ lookup: Lookup, whenDone: @escaping (LookupResult) -> Void) {
        self.key = key
        self.lookup = lookup
        self.waiting = [whenDone]
    }
}
