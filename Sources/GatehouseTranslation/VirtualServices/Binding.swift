/// What became of one VirtualService on one listener, or on one server of it.
enum Binding {
    /// A host matched, but no rule applied.
    case withoutRoutes
    /// It gave routes.
    case bound
}

/// What became of every VirtualService, over all listeners.
struct BindingRecord {
    private var outcomes: [VirtualServiceStatus.Outcome]
    private var gateways: [[String]]
    /// Lists of one name, by the name: most have one, so that they can share it.
    private var single: [String: [String]] = [:]

    /// A record of so many VirtualServices, none of which is bound yet.
    init(count: Int) {
        self.outcomes = Array(repeating: .noMatchingHost, count: count)
        self.gateways = Array(repeating: [], count: count)
    }

    /// What became of the VirtualService at a position of the selection.
    subscript(position: Int) -> VirtualServiceStatus.Outcome { self.outcomes[position] }

    /// The Gateways on whose servers the VirtualService at a position of the selection has routes.
    func boundGateways(of position: Int) -> [String] { self.gateways[position] }

    /// Notes what became of a VirtualService in a route table, or on a listener that has none, of this name, by a server
    /// of this Gateway.
    mutating func note(_ binding: Binding, at position: Int, in name: String, of gateway: String) {
        if binding == .bound, self.gateways[position].isEmpty {
            self.gateways[position] = self.list(of: gateway)
        } else if binding == .bound, !self.gateways[position].contains(gateway) {
            self.gateways[position].append(gateway)
        }
        switch (binding, self.outcomes[position]) {
        case (.withoutRoutes, .noMatchingHost): self.outcomes[position] = .noRoutes
        case (.withoutRoutes, _): break
        case (.bound, .bound(let names)):
            if !names.contains(name) { self.outcomes[position] = .bound(routeTables: names + [name]) }
        case (.bound, _): self.outcomes[position] = .bound(routeTables: self.list(of: name))
        }
    }

    private mutating func list(of name: String) -> [String] {
        if let known = self.single[name] { return known }
        self.single[name] = [name]
        return [name]
    }
}
