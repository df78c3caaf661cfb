import GatehouseModel
import GatehousePlan

/// The routes of one VirtualService on servers of one port.
struct RouteBlock {
    /// The routes in order.
    var routes: [RoutePlan] = []
    /// Whether the last one catches everything; nothing follows such a route (semantics V6).
    var endsInCatchAll = false
}

/// Translates the rules of VirtualServices to routes, each VirtualService once per server port.
struct RouteTranslator {
    /// The clusters that the routes go to.
    var clusters: ClusterCatalog
    /// The blocks made so far; a block is named by its index.
    private(set) var blocks: [RouteBlock] = []
    /// Findings.
    var diagnostics: [Diagnostic] = []
    /// The destinations that are not there.
    var missing = MissingReferences()
    /// The VirtualServices whose rules are served, delegates among them, as indices of the resources.
    var servedResources: Set<Int> = []
    /// Who asks.
    let options: TranslationOptions
    /// What the VirtualServices were written as.
    let resources: ResourceSet
    /// The connection rules that were reported already, by the field that is wrong.
    var reportedFields: Set<ReportedField> = []

    /// The blocks of the VirtualServices that were made before, and of now, by index of the resources.
    var memory: [[RememberedBlock]]

    private struct BlockKey: Hashable {
        var virtualService: Int
        var port: Int
        /// Empty where the routes are the same for every Gateway.
        var gateway: String
    }

    private struct Place: Hashable {
        var owner: Int
        var position: Int
    }

    private var known: [BlockKey: Int] = [:]
    private var reported: Set<Place> = []

    /// A translator that has made no routes.
    ///
    /// - Parameter memory: the blocks that were made of the same VirtualServices before, by index of the resources.
    init(
        _ resources: ResourceSet, memory: [[RememberedBlock]], clusters: ClusterCatalog, options: TranslationOptions
    ) {
        self.memory = memory
        self.resources = resources
        self.clusters = clusters
        self.options = options
        self.known.reserveCapacity(memory.count)
        self.blocks.reserveCapacity(memory.count)
    }

    /// The block of a VirtualService's routes on a server.
    mutating func block(for virtualService: EffectiveVirtualService, on server: BoundServer) -> Int {
        let gateway = virtualService.dependsOnGateway ? server.gateway : ""
        let key = BlockKey(virtualService: virtualService.index, port: server.port, gateway: gateway)
        if let known = self.known[key] { return known }
        if let block = self.recall(virtualService, port: server.port, gateway: gateway) {
            self.blocks.append(block)
        } else {
            self.clusters.beginRecording()
            let (block, isSound) = self.translate(virtualService, on: server)
            let answers = self.clusters.endRecording()
            if isSound {
                self.remember(block, of: virtualService, port: server.port, gateway: gateway, answers: answers)
            }
            self.blocks.append(block)
        }
        self.known[key] = self.blocks.count - 1
        return self.blocks.count - 1
    }

    private mutating func translate(
        _ virtualService: EffectiveVirtualService, on server: BoundServer
    ) -> (RouteBlock, isSound: Bool) {
        var block = RouteBlock()
        var isSound = true
        let root = RouteAnnotations(self.resources.virtualServices[virtualService.index])
        var own = root
        var lastOwner = -1
        for rule in self.rules(of: virtualService) {
            let matches = rule.rule.match.indices.filter { self.applies(rule.rule.match[$0], on: server) }
            if matches.isEmpty && !rule.rule.match.isEmpty { continue }
            if rule.owner != lastOwner {
                self.servedResources.insert(rule.owner)
                self.servedResources.insert(virtualService.index)
                own = RouteAnnotations(self.resources.virtualServices[rule.owner])
                lastOwner = rule.owner
            }
            var (action, broken) = rule.action(
                serverPort: server.port, namespace: virtualService.namespace, clusters: &self.clusters)
            if let broken {
                isSound = false
                self.report(broken, in: rule)
            } else {
                self.reportMissing(in: action, of: rule, namespace: virtualService.namespace)
                own.apply(to: &action.policy, rule: rule.ownName)
                if let delegation = rule.delegation { root.apply(to: &action.policy, rule: delegation.rootName) }
            }
            let origin = self.origin(of: rule)
            if matches.isEmpty {
                let route = Self.route(of: rule, match: nil, action: action, origin: origin)
                block.routes.append(route)
                block.endsInCatchAll = true
                return (block, isSound)
            }
            for match in matches {
                let route = Self.route(of: rule, match: match, action: action, origin: origin)
                block.endsInCatchAll = route.condition.isCatchAll
                block.routes.append(route)
                if block.endsInCatchAll { return (block, isSound) }
            }
        }
        return (block, isSound)
    }

    private func rules(of virtualService: EffectiveVirtualService) -> [EffectiveRule] {
        if let merged = virtualService.mergedRules { return merged }
        let resource = self.resources.virtualServices[virtualService.index]
        let names = ShortNames(namespace: virtualService.namespace, clusterDomain: self.options.clusterDomain)
        return resource.spec.http.indices.map {
            EffectiveRule($0, of: resource, at: virtualService.index, names: names)
        }
    }

    private static func route(
        of rule: EffectiveRule, match: Int?, action: TranslatedAction, origin: Origin
    ) -> RoutePlan {
        let entry = match.map { rule.rule.match[$0] }
        return RoutePlan(
            name: Self.name(of: rule.rule, match: entry),
            condition: RouteCondition(entry, needsPath: action.rewritesMatchedPath), action: action.action,
            policy: action.policy, origin: origin, matchPath: match.flatMap { rule.matchPath($0) },
            delegatedBy: rule.delegator(match))
    }

    private func origin(of rule: EffectiveRule) -> Origin {
        let metadata = self.resources.virtualServices[rule.owner].metadata
        return Origin(
            kind: VirtualService.kind, namespace: metadata.namespace, name: metadata.name, path: rule.pathText)
    }

    /// Whether a match entry can hold on this gateway and server at all (semantics M7, M8). Conditions on JWT claims
    /// can't, for as long as no tokens are validated (semantics M9).
    private func applies(_ match: HTTPMatchRequest, on server: BoundServer) -> Bool {
        if let port = match.port, port != 0, Int(port) != server.port { return false }
        if !match.headers.isEmpty && match.headers.keys.contains(where: isClaim) { return false }
        if !match.withoutHeaders.isEmpty && match.withoutHeaders.keys.contains(where: isClaim) { return false }
        if !match.gateways.isEmpty { return match.gateways.contains(server.gateway) }
        guard match.sourceLabels.isEmpty || self.options.gatewayLabels.holds(match.sourceLabels) else { return false }
        let namespace = match.sourceNamespace ?? ""
        return namespace.isEmpty || namespace == self.options.gatewayNamespace
    }

    /// The name in access logs (semantics M11); nil for none.
    private static func name(of rule: HTTPRoute, match: HTTPMatchRequest?) -> String? {
        let name = rule.name ?? ""
        if let ofMatch = match?.name, !ofMatch.isEmpty { return "\(name).\(ofMatch)" }
        return name.isEmpty ? nil : name
    }

    /// Says which destinations and mirrors don't exist (semantics R4, S3): the most common mistake, and one that shows only
    /// in replies otherwise. A port that a service lacks is reported with the service.
    private mutating func reportMissing(in action: TranslatedAction, of rule: EffectiveRule, namespace: String) {
        guard case .forward(let forward) = action.action else { return }
        let mirrors = action.policy.mirrors.map(\.destination)
        guard (forward.destinations + mirrors).contains(where: { $0.cluster == nil }),
            self.reported.insert(Place(owner: rule.owner, position: rule.position)).inserted
        else { return }
        for (index, destination) in forward.destinations.enumerated() {
            self.reportMissing(
                destination, at: rule.path["route"][index]["destination"], of: rule, namespace: namespace,
                "Requests for it are answered 503 NC.")
        }
        for (destination, field) in zip(mirrors, rule.mirrorFields) {
            self.reportMissing(
                destination, at: rule.path[fields: field], of: rule, namespace: namespace, "It gets no copies.")
        }
    }

    private mutating func reportMissing(
        _ destination: WeightedDestination, at field: FieldPath, of rule: EffectiveRule, namespace: String,
        _ consequence: String
    ) {
        guard destination.cluster == nil else { return }
        let problem: String
        if !self.clusters.knows(destination.host, for: namespace) {
            problem = "There is no service \(destination.host): no Service, ServiceEntry or --endpoint has this host."
            self.missing.note(.service(host: destination.host), of: rule.owner)
        } else if !destination.subset.isEmpty {
            problem = "No DestinationRule that applies defines a subset \(destination.subset) of \(destination.host)."
            self.missing.note(.subset(destination.subset, host: destination.host), of: rule.owner)
        } else {
            self.missing.note(.port(destination.port, host: destination.host), of: rule.owner)
            return
        }
        self.diagnostics.append(
            self.resources.virtualServices[rule.owner].diagnostic(
                "IST0101", .error, .partDropped, at: field, "\(problem) \(consequence)"))
    }

    private mutating func report(_ broken: BrokenRule, in rule: EffectiveRule) {
        guard self.reported.insert(Place(owner: rule.owner, position: rule.position)).inserted else { return }
        let field = broken.field.map { rule.path[$0] } ?? rule.path
        self.diagnostics.append(
            self.resources.virtualServices[rule.owner].diagnostic(
                "GH0208", .error, .partDropped, at: field,
                "In `\(field)`, \(broken.message). Until then its requests are answered 503 NC."))
    }
}

/// Whether a header condition's name asks for a claim of a validated token.
func isClaim(_ header: String) -> Bool {
    header.utf8.first == UInt8(ascii: "@") && header.lowercased().hasPrefix("@request.auth.claims")
}
