import GatehouseObjects

/// Endpoints. They and EndpointSlices say `TCP` where a port says no protocol, as Kubernetes has it, for clients that
/// compare what they wrote with what is there.
struct EndpointsRules: KindRules {
    func setDefaults(_ object: inout JSON, old: JSON?) {
        guard let subsets = object["subsets"]?.array else { return }
        object["subsets"] = .array(
            subsets.map { subset in
                guard let ports = subset["ports"]?.array else { return subset }
                var subset = subset
                subset["ports"] = .array(ports.map { $0.withTextDefault("protocol", "TCP") })
                return subset
            })
    }

    func problems(in object: JSON, old: JSON?) -> [APIStatus.Cause] {
        (object["subsets"]?.array ?? []).enumerated().flatMap { index, subset in
            Self.problems(in: subset, "subsets[\(index)]")
        }
    }

    private static func problems(in subset: JSON, _ field: String) -> [APIStatus.Cause] {
        var problems: [APIStatus.Cause] = []
        let lists = ["addresses", "notReadyAddresses"]
        if lists.allSatisfy({ subset[$0]?.array?.isEmpty ?? true }) {
            problems.append(.required(field, "must specify `addresses` or `notReadyAddresses`"))
        }
        for list in lists {
            for (index, address) in (subset[list]?.array ?? []).enumerated() {
                let field = "\(field).\(list)[\(index)]"
                let text = address["ip"]?.string ?? ""
                if let problem = AddressSyntax.problem(ofDestination: text, allowsLoopback: true) {
                    problems.append(.invalid("\(field).ip", text, problem))
                }
                if let name = address["hostname"]?.string, !name.isEmpty,
                    let problem = ObjectNames.problem(ofLabel: name)
                {
                    problems.append(.invalid("\(field).hostname", name, problem))
                }
            }
        }
        let ports = subset["ports"]?.array ?? []
        for (index, port) in ports.enumerated() {
            let field = "\(field).ports[\(index)]"
            problems += .portName(port["name"]?.string ?? "", isNeeded: ports.count > 1, "\(field).name")
            problems += .portNumber(port["port"], "\(field).port")
        }
        return problems
    }
}

extension [APIStatus.Cause] {
    /// What is wrong with the name of a port: a DNS label, which one among several needs.
    static func portName(_ name: String, isNeeded: Bool, _ field: String) -> [APIStatus.Cause] {
        if name.isEmpty { return isNeeded ? [.required(field)] : [] }
        return ObjectNames.problem(ofLabel: name).map { [.invalid(field, name, $0)] } ?? []
    }

    /// What is wrong with the name of a pod's port (RFC 6335 section 5.1).
    static func targetName(_ name: String, _ field: String) -> [APIStatus.Cause] {
        let isLong = name.utf8.count > 15
        let hasLetter = name.utf8.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        if isLong { return [.invalid(field, name, "must be no more than 15 characters")] }
        if !ObjectNames.isLabel(name) {
            return [.invalid(field, name, "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")]
        }
        if name.contains("--") { return [.invalid(field, name, "must not contain consecutive hyphens")] }
        return hasLetter ? [] : [.invalid(field, name, "must contain at least one letter (a-z)")]
    }

    /// What is wrong with the number of a port.
    static func portNumber(_ number: JSON?, _ field: String) -> [APIStatus.Cause] {
        if let number = number?.integer, (1...65535).contains(number) { return [] }
        return [.invalid(field, value: number ?? .null, "must be between 1 and 65535, inclusive")]
    }
}

extension JSON {
    /// An object with a member that says so where it has none.
    func withTextDefault(_ name: String, _ text: String) -> JSON {
        guard self.object != nil, self[name] == nil || self[name] == .null else { return self }
        var object = self
        object[name] = .string(text)
        return object
    }
}
