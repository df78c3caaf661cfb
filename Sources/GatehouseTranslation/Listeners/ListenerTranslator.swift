import GatehouseModel
import GatehousePlan

/// Makes the plans of listeners out of the servers that are bound to them and the VirtualServices that bind to those.
struct ListenerTranslator {
    /// The routes made so far.
    private(set) var routes: RouteTranslator
    /// What became of the VirtualServices.
    private(set) var bindings: BindingRecord
    /// The servers whose connections go nowhere.
    private(set) var serversWithoutRoutes: [BoundServer] = []

    private let selection: VirtualServiceSelection

    /// A translator that has made no listener.
    init(selection: VirtualServiceSelection, routes: RouteTranslator) {
        self.selection = selection
        self.routes = routes
        self.bindings = BindingRecord(count: selection.virtualServices.count)
    }

    /// Gives away what is to be remembered of the routes.
    mutating func takeBlocks() -> [[RememberedBlock]] {
        defer { self.routes.memory = [] }
        return self.routes.memory
    }

    /// The plan of a listener; nil when none of its servers has anything to do with a connection, so that the socket
    /// stays closed (semantics L1).
    mutating func plan(_ listener: BoundListener) -> ListenerPlan? {
        guard let first = listener.servers.first else { return nil }
        let content: ListenerPlan.Content
        switch first.handling {
        case .http: content = .http(self.table(named: listener.routeTableName, of: listener.servers))
        case .tcp(let spoken):
            guard let route = self.connectionRoute(of: first, on: listener) else {
                self.serversWithoutRoutes.append(first)
                return nil
            }
            content = .tcp(route, spoken)
        case .terminatedHTTP, .terminatedTCP, .passthrough, .autoPassthrough:
            let chains = self.chains(of: listener)
            if chains.isEmpty { return nil }
            content = .tls(TLSListenerPlan(chains: chains))
        }
        return ListenerPlan(
            bind: listener.bind, port: listener.port, protocolName: listener.protocolName, content: content,
            origins: listener.servers.map(\.origin))
    }

    private mutating func table(named name: String, of servers: [BoundServer]) -> RouteTablePlan {
        var builder = RouteTableBuilder(named: name, selection: self.selection)
        for server in servers { builder.add(server, routes: &self.routes, bindings: &self.bindings) }
        return builder.table(port: servers.first?.port ?? 0, blocks: self.routes.blocks)
    }

    private mutating func connectionRoute(of server: BoundServer, on listener: BoundListener) -> ConnectionRoutePlan? {
        self.routes.tcpRoute(for: server, on: listener, of: self.selection, bindings: &self.bindings)
    }

    private mutating func chains(of listener: BoundListener) -> [TLSChainPlan] {
        var chains: [TLSChainPlan] = []
        var taken: Set<String> = []
        for server in listener.servers {
            let added = self.chains(of: server, on: listener, taken: &taken)
            if added.isEmpty { self.serversWithoutRoutes.append(server) }
            chains += added
        }
        return chains
    }

    private mutating func chains(
        of server: BoundServer, on listener: BoundListener, taken: inout Set<String>
    ) -> [TLSChainPlan] {
        switch server.handling {
        case .terminatedHTTP:
            guard let tls = server.tls else { return [] }
            let table = self.table(named: listener.routeTableName(of: server), of: [server])
            return [server.chain(.http(table, tls))]
        case .terminatedTCP:
            guard let tls = server.tls, let route = self.connectionRoute(of: server, on: listener) else { return [] }
            return [server.chain(.tcp(route, .opaque, tls))]
        case .passthrough, .autoPassthrough:
            func isFree(_ name: String) -> Bool {
                let owner = listener.owners[name]
                return (owner == nil || owner == server.origin) && taken.insert(name).inserted
            }
            if server.handling == .autoPassthrough {
                return self.routes.autoPassthroughChains(for: server, isFree: isFree)
            }
            return self.routes.passthroughChains(
                for: server, on: listener, of: self.selection, bindings: &self.bindings, isFree: isFree)
        case .http, .tcp: return []
        }
    }
}

extension BoundServer {
    /// The chain for the server's names.
    fileprivate func chain(_ content: TLSChainPlan.Content) -> TLSChainPlan {
        TLSChainPlan(
            serverNames: self.serverNames.map { HostPattern($0) }, protocolName: self.protocolName, content: content,
            origins: [self.origin])
    }
}
