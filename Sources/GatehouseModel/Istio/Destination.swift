/// A service, and which of its ports and subsets.
public struct Destination: Hashable, Sendable {
    /// The service's name; without a dot it is looked up in the resource's namespace.
    public var host: String?
    /// A subset that a DestinationRule of the host names.
    public var subset: String?
    /// The port; may be absent when the service has only one.
    public var port: PortSelector?

    /// Fields that are not given are absent.
    public init(host: String? = nil, subset: String? = nil, port: PortSelector? = nil) {
        self.host = host
        self.subset = subset
        self.port = port
    }
}

/// A port by number.
public struct PortSelector: Hashable, Sendable {
    /// The number.
    public var number: UInt32?

    /// Fields that are not given are absent.
    public init(number: UInt32? = nil) {
        self.number = number
    }
}

/// Another VirtualService that holds the rules.
public struct Delegate: Hashable, Sendable {
    /// The delegate's name.
    public var name: String?
    /// The delegate's namespace; the root's where absent.
    public var namespace: String?

    /// Fields that are not given are absent.
    public init(name: String? = nil, namespace: String? = nil) {
        self.name = name
        self.namespace = namespace
    }
}

/// A share.
public struct Percent: Hashable, Sendable {
    /// 0 to 100, in steps of a ten thousandth.
    public var value: Double?

    /// Fields that are not given are absent.
    public init(value: Double? = nil) {
        self.value = value
    }
}
