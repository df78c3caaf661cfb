/// One rule for TLS that is passed through.
public struct TLSRoute: Hashable, Sendable {
    /// Conditions, of which one must hold.
    public var match: [TLSMatchAttributes]
    /// Where connections are forwarded.
    public var route: [RouteDestination]

    /// Fields that are not given are absent.
    public init(match: [TLSMatchAttributes] = [], route: [RouteDestination] = []) {
        self.match = match
        self.route = route
    }
}

/// One rule for opaque TCP.
public struct TCPRoute: Hashable, Sendable {
    /// Conditions, of which one must hold; empty matches everything.
    public var match: [L4MatchAttributes]
    /// Where connections are forwarded.
    public var route: [RouteDestination]

    /// Fields that are not given are absent.
    public init(match: [L4MatchAttributes] = [], route: [RouteDestination] = []) {
        self.match = match
        self.route = route
    }
}

/// A destination and its share of the connections.
public struct RouteDestination: Hashable, Sendable {
    /// The service.
    public var destination: Destination?
    /// The share, relative to the sum; a lone destination gets everything.
    public var weight: Int32?

    /// Fields that are not given are absent.
    public init(destination: Destination? = nil, weight: Int32? = nil) {
        self.destination = destination
        self.weight = weight
    }
}

/// Conditions on a connection, all of which must hold.
public struct L4MatchAttributes: Hashable, Sendable {
    /// Addresses or CIDR ranges that the connection was made to.
    public var destinationSubnets: [String]
    /// The Gateway server's port number.
    public var port: UInt32?
    /// Deprecated: the address or CIDR range of the client.
    public var sourceSubnet: String?
    /// Labels that the gateway's own workload must carry.
    public var sourceLabels: [String: String]
    /// Gateways that this entry applies to, in place of the resource's list.
    public var gateways: [String]
    /// The namespace that the gateway's own workload must be in.
    public var sourceNamespace: String?

    /// Fields that are not given are absent.
    public init(
        destinationSubnets: [String] = [], port: UInt32? = nil, sourceSubnet: String? = nil,
        sourceLabels: [String: String] = [:], gateways: [String] = [], sourceNamespace: String? = nil
    ) {
        self.destinationSubnets = destinationSubnets
        self.port = port
        self.sourceSubnet = sourceSubnet
        self.sourceLabels = sourceLabels
        self.gateways = gateways
        self.sourceNamespace = sourceNamespace
    }
}

/// Conditions on a TLS connection, all of which must hold.
public struct TLSMatchAttributes: Hashable, Sendable {
    /// Server names, each within the resource's hosts; a leading `*` label is a wildcard.
    public var sniHosts: [String]
    /// Addresses or CIDR ranges that the connection was made to.
    public var destinationSubnets: [String]
    /// The Gateway server's port number.
    public var port: UInt32?
    /// Labels that the gateway's own workload must carry.
    public var sourceLabels: [String: String]
    /// Gateways that this entry applies to, in place of the resource's list.
    public var gateways: [String]
    /// The namespace that the gateway's own workload must be in.
    public var sourceNamespace: String?

    /// Fields that are not given are absent.
    public init(
        sniHosts: [String] = [], destinationSubnets: [String] = [], port: UInt32? = nil,
        sourceLabels: [String: String] = [:], gateways: [String] = [], sourceNamespace: String? = nil
    ) {
        self.sniHosts = sniHosts
        self.destinationSubnets = destinationSubnets
        self.port = port
        self.sourceLabels = sourceLabels
        self.gateways = gateways
        self.sourceNamespace = sourceNamespace
    }
}
