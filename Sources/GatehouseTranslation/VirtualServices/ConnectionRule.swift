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

/// The conditions on a connection that `tcp` and `tls` matches share. `sourceLabels` and `sourceNamespace` are for
/// sidecars: Istio's gateways look at neither.
struct ConnectionConditions {
    /// The server's port; nil or 0 for any.
    var port: UInt32?
    /// Gateways in place of the VirtualService's.
    var gateways: [String]

    /// The conditions of a `tcp` match.
    init(_ match: L4MatchAttributes) {
        self.port = match.port
        self.gateways = match.gateways
    }

    /// The conditions of a `tls` match.
    init(_ match: TLSMatchAttributes) {
        self.port = match.port
        self.gateways = match.gateways
    }

    /// Whether they hold on a server (semantics M8, L1).
    func hold(on server: BoundServer, names: ShortNames) -> Bool {
        if let port, port != 0, Int(port) != server.port { return false }
        return self.gateways.isEmpty || self.gateways.contains { names.gateway($0) == server.gateway }
    }
}
