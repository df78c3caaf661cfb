/// The order of a merged list: what the patch's author listed is in the order listed, and what only the server has keeps
/// its place before those of them that it was before already.
///
/// What is new has no place on the server, so that all that only the server has comes after it, as in Kubernetes.
struct ElementOrder {
    private let listed: [JSON: Int]
    private let server: [JSON: Int]

    /// - Parameters:
    ///   - order: The keys that `$setElementOrder` lists, or without it those of the patch's own elements.
    ///   - server: The keys before the patch.
    init(order: [JSON], server: [JSON]) {
        self.listed = Dictionary(order.enumerated().map { ($1, $0) }) { first, _ in first }
        self.server = Dictionary(server.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    func sorted(_ elements: [JSON], key: (JSON) -> JSON = { $0 }) -> [JSON] {
        var listedOnes: [(rank: Int, place: Int?, element: JSON)] = []
        var others: [(place: Int?, element: JSON)] = []
        for element in elements {
            let key = key(element)
            let place = self.server[key]
            if let rank = self.listed[key] {
                listedOnes.append((rank, place, element))
            } else {
                others.append((place, element))
            }
        }
        // The sort is stable in practice and not by promise; ranks of different keys differ, so it does not matter.
        listedOnes.sort { $0.rank < $1.rank }

        var result: [JSON] = []
        result.reserveCapacity(elements.count)
        var remaining = others[...]
        for listed in listedOnes {
            while let other = remaining.first, let place = other.place, let bound = listed.place, place < bound {
                result.append(other.element)
                remaining.removeFirst()
            }
            result.append(listed.element)
        }
        return result + remaining.map(\.element)
    }
}
