/// What became of one VirtualService on one listener, or on one server of it.
enum Binding: Int, Comparable {
    /// None of its hosts matched.
    case none
    /// A host matched, but no rule applied.
    case withoutRoutes
    /// It gave routes.
    case bound

    static func < (left: Binding, right: Binding) -> Bool { left.rawValue < right.rawValue }
}

/// What became of every VirtualService, over all listeners.
struct BindingRecord {
    private var outcomes: [VirtualServiceStatus.Outcome]

    /// A record of so many VirtualServices, none of which is bound yet.
    init(count: Int) { self.outcomes = Array(repeating: .noMatchingHost, count: count) }

    /// What became of the VirtualService at a position of the selection.
    subscript(position: Int) -> VirtualServiceStatus.Outcome { self.outcomes[position] }

    /// Notes what became of a VirtualService in a route table, or on a listener that has none, of this name.
    mutating func note(_ binding: Binding, at position: Int, in name: String) {
        switch (binding, self.outcomes[position]) {
        case (.none, _): break
        case (.withoutRoutes, .noMatchingHost): self.outcomes[position] = .noRoutes
        case (.withoutRoutes, _): break
        case (.bound, .bound(let names)):
            if !names.contains(name) { self.outcomes[position] = .bound(routeTables: names + [name]) }
        case (.bound, _): self.outcomes[position] = .bound(routeTables: [name])
        }
    }
}
