import GatehouseObjects

extension ServiceRules {
    func problems(in object: JSON, old: JSON?) -> [APIStatus.Cause] {
        let spec = object["spec"] ?? [:]
        return Self.problems(ofAddresses: spec, old: old?["spec"]) + Self.problems(ofPorts: spec)
            + Self.problems(ofTraffic: spec, old: old?["spec"])
    }

    private static func problems(ofAddresses spec: JSON, old: JSON?) -> [APIStatus.Cause] {
        var problems: [APIStatus.Cause] = []
        if spec["type"] == "ExternalName" {
            let name = spec["externalName"]?.string ?? ""
            let host = name.hasSuffix(".") ? String(name.dropLast()) : name
            if !ObjectNames.isSubdomain(host.lowercased()) {
                problems.append(.invalid("spec.externalName", name, "must be the name of a DNS domain"))
            }
            if spec["clusterIP"]?.string?.isEmpty == false {
                problems.append(.forbidden("spec.clusterIP", "may not be set when `type` is 'ExternalName'"))
            }
            return problems
        }
        if spec["clusterIP"] != "None", spec["ports"]?.array?.isEmpty ?? true {
            problems.append(.required("spec.ports"))
        }
        let addresses = spec["clusterIPs"]?.array ?? []
        if let first = addresses.first, let address = spec["clusterIP"]?.string, !address.isEmpty,
            first != .string(address)
        {
            problems.append(
                .invalid("spec.clusterIPs", value: .array(addresses), "first value must match `clusterIP`"))
        }
        if addresses.count > 1 {
            problems.append(
                .invalid(
                    "spec.clusterIPs", value: .array(addresses),
                    "this cluster is not configured for dual-stack services"))
        }
        if let oldAddress = old?["clusterIP"]?.string, !oldAddress.isEmpty, old?["type"] != "ExternalName",
            spec["clusterIP"]?.string != oldAddress
        {
            problems.append(
                .invalid("spec.clusterIPs[0]", spec["clusterIP"]?.string ?? "", "may not change once set"))
        }
        if spec["type"] != "ClusterIP", spec["clusterIP"] == "None" {
            problems.append(.invalid("spec.clusterIPs[0]", "None", "may not be set to 'None' for this type of service"))
        }
        return problems + Self.problems(ofFamilies: spec)
    }

    private static func problems(ofFamilies spec: JSON) -> [APIStatus.Cause] {
        // Without an address of its own and without pods it may have what its endpoints have.
        let isAnyones = spec["clusterIP"] == "None" && spec["selector"]?.object?.isEmpty ?? true
        var problems: [APIStatus.Cause] = []
        let families = ["IPv4", "IPv6"]
        for (index, family) in (spec["ipFamilies"]?.array?.compactMap(\.string) ?? []).enumerated() {
            let field = "spec.ipFamilies[\(index)]"
            if !families.contains(family) {
                problems.append(.unsupported(field, family, families))
            } else if family == "IPv6", !isAnyones {
                problems.append(.invalid(field, family, "not configured on this cluster"))
            }
        }
        let policies = ["PreferDualStack", "RequireDualStack", "SingleStack"]
        if let policy = spec["ipFamilyPolicy"]?.string, !policy.isEmpty {
            if !policies.contains(policy) {
                problems.append(.unsupported("spec.ipFamilyPolicy", policy, policies))
            } else if policy == "RequireDualStack", !isAnyones {
                problems.append(
                    .invalid("spec.ipFamilyPolicy", policy, "this cluster is not configured for dual-stack services"))
            }
        }
        return problems
    }

    private static func problems(ofPorts spec: JSON) -> [APIStatus.Cause] {
        let ports = spec["ports"]?.array ?? []
        var problems: [APIStatus.Cause] = []
        var names: Set<String> = []
        var numbers: Set<JSON> = []
        for (index, port) in ports.enumerated() {
            let field = "spec.ports[\(index)]"
            let name = port["name"]?.string ?? ""
            problems += .portName(name, isNeeded: ports.count > 1, "\(field).name")
            if !name.isEmpty, !names.insert(name).inserted { problems.append(.duplicate("\(field).name", name)) }
            problems += .portNumber(port["port"], "\(field).port")
            if let name = port["targetPort"]?.string {
                problems += .targetName(name, "\(field).targetPort")
            } else if let target = port["targetPort"] {
                problems += .portNumber(target, "\(field).targetPort")
            }
            if let number = port["nodePort"] {
                if spec["type"] == "ClusterIP" {
                    problems.append(.forbidden("\(field).nodePort", "may not be used when `type` is 'ClusterIP'"))
                } else {
                    problems += .portNumber(number, "\(field).nodePort")
                }
            }
            let pair: JSON = [port["port"] ?? .null, port["protocol"] ?? "TCP"]
            if !numbers.insert(pair).inserted {
                let text = String(decoding: (port["port"] ?? .null).bytes, as: UTF8.self)
                problems.append(.duplicate(field, "\(port["protocol"]?.string ?? "TCP")/\(text)"))
            }
        }
        return problems
    }
}
