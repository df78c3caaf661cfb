/// What one of several ServiceEntries for a host has to give.
struct ServiceEntryPart {
    /// The ServiceEntry, as an index of the resources.
    let entry: Int
    /// Its ports, in order.
    let ports: [RegisteredService.Port]

    /// Its port of this number.
    func port(_ number: Int) -> RegisteredService.Port? { self.ports.first { $0.number == number } }
}

extension [RegisteredService] {
    /// Has the ServiceEntries among these, all of one host, know of those of their namespace.
    ///
    /// - Parameter indices: Where the services of the host are.
    mutating func joinServiceEntries(_ indices: [Int]) {
        var parts: [String: [ServiceEntryPart]] = [:]
        for index in indices {
            guard case .serviceEntry(let entry) = self[index].source,
                // The same host twice in one ServiceEntry.
                parts[self[index].namespace]?.last?.entry != entry
            else { continue }
            parts[self[index].namespace, default: []].append(ServiceEntryPart(entry: entry, ports: self[index].ports))
        }
        for index in indices {
            guard case .serviceEntry = self[index].source, let joined = parts[self[index].namespace], joined.count > 1
            else { continue }
            self[index].joined = joined
        }
    }
}
