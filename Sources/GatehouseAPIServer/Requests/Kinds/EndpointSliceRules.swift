import GatehouseObjects

/// EndpointSlices.
struct EndpointSliceRules: KindRules {
    /// How many endpoints a slice may have, and how many addresses one of them, as in Kubernetes.
    private static let (mostEndpoints, mostAddresses, mostPorts) = (1000, 100, 20000)

    func setDefaults(_ object: inout JSON, old: JSON?) {
        // How Go writes an empty list that has to be there.
        if object["endpoints"] == nil { object["endpoints"] = [] }
        guard let ports = object["ports"]?.array else { return }
        object["ports"] = .array(
            ports.map { $0.withTextDefault("protocol", "TCP").withTextDefault("name", "") })
    }

    func problems(in object: JSON, old: JSON?) -> [APIStatus.Cause] {
        let type = object["addressType"]?.string ?? ""
        if let oldType = old?["addressType"]?.string, oldType != type {
            return [.invalid("addressType", type, "field is immutable")]
        }
        let endpoints = object["endpoints"]?.array ?? []
        var problems: [APIStatus.Cause] = []
        if endpoints.count > Self.mostEndpoints { problems.append(.tooMany("endpoints", Self.mostEndpoints)) }
        for (index, endpoint) in endpoints.prefix(Self.mostEndpoints).enumerated() {
            problems += Self.problems(in: endpoint, type, "endpoints[\(index)]")
        }
        return problems + Self.problems(ofPorts: object["ports"]?.array ?? [])
    }

    private static func problems(in endpoint: JSON, _ type: String, _ field: String) -> [APIStatus.Cause] {
        let addresses = endpoint["addresses"]?.array?.compactMap(\.string) ?? []
        var problems: [APIStatus.Cause] = []
        if addresses.isEmpty {
            problems.append(.required("\(field).addresses", "must contain at least 1 address"))
        } else if addresses.count > Self.mostAddresses {
            problems.append(.tooMany("\(field).addresses", Self.mostAddresses))
        }
        for (index, address) in addresses.prefix(Self.mostAddresses).enumerated() {
            if let problem = Self.problem(of: address, type) {
                problems.append(.invalid("\(field).addresses[\(index)]", address, problem))
            }
        }
        if let name = endpoint["hostname"]?.string, let problem = ObjectNames.problem(ofLabel: name) {
            problems.append(.invalid("\(field).hostname", name, problem))
        }
        return problems
    }

    private static func problem(of address: String, _ type: String) -> String? {
        switch type {
        case "IPv4": AddressSyntax.bytes(address)?.count == 4 ? nil : "must be a valid IPv4 address"
        case "IPv6": AddressSyntax.bytes(address)?.count == 16 ? nil : "must be a valid IPv6 address"
        case "FQDN": ObjectNames.isSubdomain(address) ? nil : ObjectNames.subdomainProblem
        default: nil
        }
    }

    private static func problems(ofPorts ports: [JSON]) -> [APIStatus.Cause] {
        var problems: [APIStatus.Cause] = []
        if ports.count > Self.mostPorts { problems.append(.tooMany("ports", Self.mostPorts)) }
        var names: Set<String> = []
        for (index, port) in ports.prefix(Self.mostPorts).enumerated() {
            let field = "ports[\(index)]"
            let name = port["name"]?.string ?? ""
            if !name.isEmpty, let problem = ObjectNames.problem(ofLabel: name) {
                problems.append(.invalid("\(field).name", name, problem))
            }
            if !names.insert(name).inserted { problems.append(.duplicate("\(field).name", name)) }
            if let protocolName = port["appProtocol"]?.string, !protocolName.isEmpty,
                let problem = LabelSyntax.problem(ofKey: protocolName)
            {
                problems.append(.invalid("\(field).appProtocol", protocolName, problem))
            }
        }
        return problems
    }
}
