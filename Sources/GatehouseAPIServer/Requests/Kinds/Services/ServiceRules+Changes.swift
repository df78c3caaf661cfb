import GatehouseObjects

extension ServiceRules {
    /// Fields that only services of some types have.
    private struct TypedField {
        let name: String
        let belongs: @Sendable (_ spec: JSON) -> Bool
    }

    private static let addressFields = ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"]

    private static let typedFields: [TypedField] =
        (Self.addressFields + ["internalTrafficPolicy"]).map { TypedField(name: $0) { $0["type"] != "ExternalName" } }
        + ["allocateLoadBalancerNodePorts", "loadBalancerClass"].map {
            TypedField(name: $0) { $0["type"] == "LoadBalancer" }
        }
        + [
            TypedField(name: "externalTrafficPolicy") { Self.isReachedFromOutside($0) },
            TypedField(name: "healthCheckNodePort") { Self.hasHealthCheckPort($0) },
        ]

    /// Whether a load balancer asks nodes which of them have pods of the service.
    static func hasHealthCheckPort(_ spec: JSON) -> Bool {
        spec["type"] == "LoadBalancer" && spec["externalTrafficPolicy"] == "Local"
    }

    /// What a service was given stays, for clients that say nothing of it; but what its new type has no use for goes,
    /// unless the client has just changed it.
    static func follow(_ old: JSON, _ spec: inout JSON) {
        let was = old
        for field in Self.typedFields
        where field.belongs(was) && !field.belongs(spec) && spec[field.name] == was[field.name] {
            spec[field.name] = Optional.none
        }
        if Self.hasNodePorts(was) {
            Self.hasNodePorts(spec) ? Self.keepNodePorts(of: was, &spec) : Self.dropNodePorts(of: was, &spec)
        }
        if Self.hasHealthCheckPort(was), Self.hasHealthCheckPort(spec), (spec["healthCheckNodePort"] ?? 0) == 0 {
            spec["healthCheckNodePort"] = was["healthCheckNodePort"]
        }
        if spec["type"] != "ExternalName", was["type"] != "ExternalName" { Self.keepAddresses(of: was, &spec) }
    }

    private static func keepAddresses(of old: JSON, _ spec: inout JSON) {
        let address = spec["clusterIP"]?.string ?? ""
        guard address.isEmpty || address == old["clusterIP"]?.string else { return }
        for field in Self.addressFields where spec[field]?.isEmptyValue ?? true { spec[field] = old[field] }
    }

    private static func keepNodePorts(of old: JSON, _ spec: inout JSON) {
        guard let ports = spec["ports"]?.array else { return }
        let given = Dictionary(
            (old["ports"]?.array ?? []).compactMap { port in port["nodePort"].map { (port["name"] ?? "", $0) } }
        ) { first, _ in first }
        // Not to a second port, where another one has asked for it.
        let taken = Set(ports.compactMap { $0["nodePort"] })
        spec["ports"] = .array(
            ports.map { port in
                guard port["nodePort"] == nil, let number = given[port["name"] ?? ""], !taken.contains(number) else {
                    return port
                }
                var port = port
                port["nodePort"] = number
                return port
            })
    }

    private static func dropNodePorts(of old: JSON, _ spec: inout JSON) {
        guard let ports = spec["ports"]?.array, let oldPorts = old["ports"]?.array,
            Set(ports.compactMap { $0["nodePort"] }) == Set(oldPorts.compactMap { $0["nodePort"] })
        else { return }
        spec["ports"] = .array(
            ports.map { port in
                var port = port
                port["nodePort"] = Optional.none
                return port
            })
    }
}

extension JSON {
    /// Whether it is an empty text or list.
    fileprivate var isEmptyValue: Bool { self == "" || self == [] }
}
