import GatehouseObjects

/// What holds of the objects of one kind beyond their types.
protocol KindRules: Sendable {
    /// Fills in what a client leaves out, before the fields get owners: the client owns that too.
    ///
    /// - Parameter old: What is stored; nil for a new object.
    func setDefaults(_ object: inout JSON, old: JSON?)

    /// What is wrong with an object that is to be stored, or with the change that makes it.
    func problems(in object: JSON, old: JSON?) -> [APIStatus.Cause]

    /// What is wrong with the status of an object.
    func problems(inStatusOf object: JSON) -> [APIStatus.Cause]

    /// Gives the object what is nobody's but the server's.
    ///
    /// - Parameter addresses: Addresses for services; nil where none are needed.
    /// - Returns: What is wrong with what the client wants of that.
    func complete(_ object: inout JSON, old: JSON?, addresses: ServiceAddressRange?) -> [APIStatus.Cause]
}

extension KindRules {
    func setDefaults(_ object: inout JSON, old: JSON?) {}

    func problems(in object: JSON, old: JSON?) -> [APIStatus.Cause] { [] }

    func problems(inStatusOf object: JSON) -> [APIStatus.Cause] { [] }

    func complete(_ object: inout JSON, old: JSON?, addresses: ServiceAddressRange?) -> [APIStatus.Cause] { [] }
}

/// Kinds of which nothing else holds.
struct PlainRules: KindRules {}

extension APIResource {
    /// The rules of the kind.
    var rules: any KindRules {
        switch (self.group, self.plural) {
        case ("", "namespaces"): NamespaceRules()
        case ("", "services"): ServiceRules()
        case ("", "secrets"): SecretRules()
        case ("", "configmaps"): ConfigMapRules()
        case ("", "events"): EventRules()
        case ("", "endpoints"): EndpointsRules()
        case ("coordination.k8s.io", "leases"): LeaseRules()
        case ("discovery.k8s.io", "endpointslices"): EndpointSliceRules()
        default: PlainRules()
        }
    }

    /// Whether replacing an object that is not there makes it, as in Kubernetes for these kinds.
    var isMadeByReplacing: Bool {
        switch (self.group, self.plural) {
        case ("", "services"), ("", "endpoints"), ("", "events"), ("coordination.k8s.io", "leases"): true
        default: false
        }
    }

    /// Whether objects may be replaced without saying which version of them is: in Kubernetes' own kinds, Leases apart.
    var allowsUnconditionalUpdates: Bool { self.isKubernetesOwn && self.plural != "leases" }
}
