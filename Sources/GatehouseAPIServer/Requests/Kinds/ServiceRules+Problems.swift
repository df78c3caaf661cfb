import GatehouseObjects

extension ServiceRules {
    func problems(in object: JSON, old: JSON?) -> [APIStatus.Cause] {
        let spec = object["spec"] ?? [:]
        if spec["type"] == "ExternalName" {
            var problems = Self.problems(ofPorts: spec)
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
        var problems: [APIStatus.Cause] = []
        if spec["clusterIP"] != "None", spec["ports"]?.array?.isEmpty ?? true {
            problems.append(.required("spec.ports"))
        }
        if let oldAddress = old?["spec"]?["clusterIP"]?.string, !oldAddress.isEmpty,
            spec["clusterIP"]?.string != oldAddress
        {
            problems.append(
                .invalid("spec.clusterIPs[0]", spec["clusterIP"]?.string ?? "", "may not change once set"))
        }
        if spec["type"] != "ClusterIP", spec["clusterIP"] == "None" {
            problems.append(.invalid("spec.clusterIPs[0]", "None", "may not be set to 'None' for this type of service"))
        }
        let affinities = ["ClientIP", "None"]
        if let affinity = spec["sessionAffinity"]?.string, !affinities.contains(affinity) {
            problems.append(.unsupported("spec.sessionAffinity", affinity, affinities))
        }
        return problems + Self.problems(ofPorts: spec)
    }

    private static func problems(ofPorts spec: JSON) -> [APIStatus.Cause] {
        let ports = spec["ports"]?.array ?? []
        var problems: [APIStatus.Cause] = []
        var names: Set<String> = []
        var numbers: Set<JSON> = []
        for (index, port) in ports.enumerated() {
            let field = "spec.ports[\(index)]"
            let name = port["name"]?.string ?? ""
            if name.isEmpty {
                if ports.count > 1 { problems.append(.required("\(field).name")) }
            } else if !ObjectNames.isLabel(name) {
                problems.append(
                    .invalid(
                        "\(field).name", name,
                        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must "
                            + "start and end with an alphanumeric character"))
            } else if !names.insert(name).inserted {
                problems.append(.duplicate("\(field).name", name))
            }
            problems += Self.problem(ofNumber: port["port"], "\(field).port")
            if let target = port["targetPort"], target.string == nil {
                problems += Self.problem(ofNumber: target, "\(field).targetPort")
            }
            let pair: JSON = [port["port"] ?? .null, port["protocol"] ?? "TCP"]
            if !numbers.insert(pair).inserted {
                let text = String(decoding: (port["port"] ?? .null).bytes, as: UTF8.self)
                problems.append(.duplicate(field, "\(port["protocol"]?.string ?? "TCP")/\(text)"))
            }
        }
        return problems
    }

    private static func problem(ofNumber number: JSON?, _ field: String) -> [APIStatus.Cause] {
        if let number = number?.integer, (1...65535).contains(number) { return [] }
        let text = String(decoding: (number ?? .null).bytes, as: UTF8.self)
        return [
            APIStatus.Cause(
                reason: "FieldValueInvalid",
                message: "Invalid value: \(text): must be between 1 and 65535, inclusive", field: field)
        ]
    }
}
