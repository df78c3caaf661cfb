/// Why a condition has its status: one word that programs may compare. A word keeps its meaning for good.
public struct ConditionReason: RawRepresentable, Hashable, Sendable {
    /// The word; letters and digits, the first of every part a capital.
    public var rawValue: String

    /// A reason as it was written into a resource's status, perhaps by another version of this gateway.
    public init(rawValue: String) { self.rawValue = rawValue }

    private init(_ word: String) { self.rawValue = word }
}

/// Why a resource is taken on, or is not.
extension ConditionReason {
    /// It is.
    public static let accepted = Self("Accepted")
    /// Other VirtualServices delegate to it, and those are taken on.
    public static let delegate = Self("Delegate")
    /// Validation refuses it; what is served is its last good version.
    public static let invalid = Self("Invalid")
    /// Some of its servers or rules can't be served, the others are.
    public static let partiallyInvalid = Self("PartiallyInvalid")
    /// None of the Services that the Gateway names has its port.
    public static let noServicePort = Self("NoServicePort")
    /// None of the Gateways that it names exists.
    public static let noGateway = Self("NoGateway")
    /// The Gateways that it names are this gateway's, and none of their servers is served.
    public static let gatewayNotServed = Self("GatewayNotServed")
    /// None of its hosts is one of its Gateways' servers'.
    public static let noMatchingHost = Self("NoMatchingHost")
    /// It is not exported to this gateway's namespace.
    public static let notExported = Self("NotExported")
    /// None of its rules applies to what its Gateways' servers carry, or nothing says where their connections go.
    public static let noRoutes = Self("NoRoutes")
}

/// Why a resource is in effect, or is not.
extension ConditionReason {
    /// It is.
    public static let programmed = Self("Programmed")
    /// It was not taken on, for the reason that `Accepted` has.
    public static let notAccepted = Self("NotAccepted")
    /// A socket belongs to another process.
    public static let addressInUse = Self("AddressInUse")
    /// The machine has no such address.
    public static let addressNotAvailable = Self("AddressNotAvailable")
    /// The process may not open the port.
    public static let permissionDenied = Self("PermissionDenied")
    /// A socket can't be opened for another reason.
    public static let listenFailed = Self("ListenFailed")
    /// No listener came of a server.
    public static let noListener = Self("NoListener")
    /// TLS handshakes fail, because there is no certificate to show.
    public static let noCertificate = Self("NoCertificate")
    /// A socket or the hosts on it belong to another server.
    public static let conflicted = Self("Conflicted")
    /// The listeners that it is bound to are not all in effect.
    public static let gatewayNotProgrammed = Self("GatewayNotProgrammed")
}

/// Why a resource conflicts with others, or does not.
extension ConditionReason {
    /// It does not.
    public static let noConflicts = Self("NoConflicts")
    /// A server of another protocol has the port.
    public static let protocolConflict = Self("ProtocolConflict")
    /// A server has the host on the same port.
    public static let hostConflict = Self("HostConflict")
}

/// Why a resource's references lead somewhere, or do not.
extension ConditionReason {
    /// They do.
    public static let referencesResolved = Self("ReferencesResolved")
    /// There is no such Secret or ConfigMap.
    public static let credentialNotFound = Self("CredentialNotFound")
    /// A Secret or file does not hold what is needed, or can't be read.
    public static let invalidCredential = Self("InvalidCredential")
    /// A certificate or key can't be used.
    public static let invalidCertificate = Self("InvalidCertificate")
    /// What is referred to may not be used from here, because of its namespace.
    public static let refNotPermitted = Self("RefNotPermitted")
    /// There is no such service.
    public static let backendNotFound = Self("BackendNotFound")
    /// There is the service, without such a subset.
    public static let subsetNotFound = Self("SubsetNotFound")
    /// There is the service, without such a port, or without endpoints.
    public static let portNotFound = Self("PortNotFound")
    /// There is no such Gateway.
    public static let gatewayNotFound = Self("GatewayNotFound")
    /// There is no such VirtualService to delegate to, or it may not be used.
    public static let delegateNotFound = Self("DelegateNotFound")
}
