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
                if AddressSyntax.bytes(text) == nil {
                    problems.append(.invalid("\(field).ip", text, AddressSyntax.problem))
                }
                if let name = address["hostname"]?.string, let problem = ObjectNames.problem(ofLabel: name) {
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
