import GatehousePlan

/// Joins the VirtualServices that bind to servers into one route table (semantics V4, V5, V7, T6): to all servers of a
/// plaintext listener, or to one that terminates TLS (semantics G12).
struct RouteTableBuilder {
    private struct Draft {
        var host: String
        var port: Int
        var requiresTLS = false
        /// The blocks of routes in order.
        var blocks: [Int] = []
    }

    private var drafts: [Draft] = []
    private var byHost: [String: Int] = [:]

    private let name: String
    private let selection: VirtualServiceSelection

    /// A table of this name that nothing is bound to yet, of these VirtualServices.
    init(named name: String, selection: VirtualServiceSelection) {
        self.name = name
        self.selection = selection
    }

    /// Binds VirtualServices to a server, and notes what became of them.
    mutating func add(_ server: BoundServer, routes: inout RouteTranslator, bindings: inout BindingRecord) {
        let positions = self.selection.byGateway[server.gateway] ?? []
        // Most have one host, and of its own.
        self.drafts.reserveCapacity(self.drafts.count + positions.count)
        self.byHost.reserveCapacity(self.byHost.count + positions.count)
        for position in positions {
            let virtualService = self.selection.virtualServices[position]
            let hosts = server.hosts.intersection(with: virtualService.hosts, namespace: virtualService.namespace)
            if hosts.isEmpty { continue }
            let block = routes.block(for: virtualService, on: server)
            let binding: Binding = routes.blocks[block].routes.isEmpty ? .withoutRoutes : .bound
            bindings.note(binding, at: position, in: self.name, of: server.gateway)
            guard binding == .bound else { continue }
            for host in hosts {
                self.update(host, port: server.port) { draft in
                    draft.blocks.append(block)
                    if server.redirectsToTLS { draft.requiresTLS = true }
                }
            }
        }
        // A host without VirtualServices is redirected too, unless it is limited to a namespace.
        if server.redirectsToTLS {
            for host in server.hosts.unlimited { self.update(host, port: server.port) { $0.requiresTLS = true } }
        }
    }

    private mutating func update(_ host: String, port: Int, _ body: (inout Draft) -> Void) {
        if let index = self.byHost[host] {
            body(&self.drafts[index])
        } else {
            var draft = Draft(host: host, port: port)
            body(&draft)
            self.byHost[host] = self.drafts.count
            self.drafts.append(draft)
        }
    }

    /// The table of these virtual hosts. One that nothing was bound to answers 404 to everything, under the name that
    /// Istio gives it.
    func table(port: Int, blocks: [RouteBlock]) -> RouteTablePlan {
        var hosts = self.drafts.map { draft in
            VirtualHostPlan(
                name: draft.host + ":" + String(draft.port), domain: HostPattern(draft.host),
                requiresTLS: draft.requiresTLS,
                routes: Self.routes(of: draft.blocks, in: blocks))
        }
        if hosts.isEmpty { hosts = [VirtualHostPlan(name: "blackhole:\(port)", domain: .any, routes: [])] }
        return RouteTablePlan(name: self.name, virtualHosts: hosts)
    }

    /// The routes of these blocks in order, catch-alls behind the others. A block that several servers contribute
    /// counts once: its repetition could never be reached.
    private static func routes(of indices: [Int], in blocks: [RouteBlock]) -> [RoutePlan] {
        if indices.count == 1 { return blocks[indices[0]].routes }
        var seen: Set<Int> = []
        let indices = indices.filter { seen.insert($0).inserted }
        var routes: [RoutePlan] = []
        routes.reserveCapacity(indices.reduce(0) { $0 + blocks[$1].routes.count })
        for index in indices { routes += blocks[index].routes.dropLast(blocks[index].endsInCatchAll ? 1 : 0) }
        for index in indices where blocks[index].endsInCatchAll { routes += blocks[index].routes.suffix(1) }
        return routes
    }
}
