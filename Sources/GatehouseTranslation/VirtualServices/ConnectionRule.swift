import GatehouseModel
import GatehousePlan

/// A field of a VirtualService that a finding is about.
struct ReportedField: Hashable {
    /// The VirtualService, as an index of the resources.
    var virtualService: Int
    /// The field.
    var path: FieldPath
}

/// A rule of `tcp` or `tls` as far as the two are alike.
struct ConnectionRule {
    /// The VirtualService.
    var virtualService: EffectiveVirtualService
    /// The rule's path.
    var path: FieldPath
    /// Where its connections go.
    var destinations: [RouteDestination]
}

/// The conditions on a connection that `tcp` and `tls` matches share.
struct ConnectionConditions {
    /// The server's port; nil or 0 for any.
    var port: UInt32?
    /// Gateways in place of the VirtualService's.
    var gateways: [String]
    /// Labels that this gateway must carry.
    var sourceLabels: [String: String]
    /// The namespace that this gateway must be in; empty for any.
    var sourceNamespace: String

    /// The conditions of a `tcp` match.
    init(_ match: L4MatchAttributes) {
        self.port = match.port
        self.gateways = match.gateways
        self.sourceLabels = match.sourceLabels
        self.sourceNamespace = match.sourceNamespace ?? ""
    }

    /// The conditions of a `tls` match.
    init(_ match: TLSMatchAttributes) {
        self.port = match.port
        self.gateways = match.gateways
        self.sourceLabels = match.sourceLabels
        self.sourceNamespace = match.sourceNamespace ?? ""
    }

    /// Whether they hold on a server (semantics M7, M8, L1).
    func hold(on server: BoundServer, names: ShortNames, options: TranslationOptions) -> Bool {
        if let port, port != 0, Int(port) != server.port { return false }
        if !self.gateways.isEmpty { return self.gateways.contains { names.gateway($0) == server.gateway } }
        guard options.gatewayLabels.holds(self.sourceLabels) else { return false }
        return self.sourceNamespace.isEmpty || self.sourceNamespace == options.gatewayNamespace
    }
}
