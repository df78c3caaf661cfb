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
}

/// EndpointSlices.
struct EndpointSliceRules: KindRules {
    func setDefaults(_ object: inout JSON, old: JSON?) {
        guard let ports = object["ports"]?.array else { return }
        object["ports"] = .array(
            ports.map { $0.withTextDefault("protocol", "TCP").withTextDefault("name", "") })
    }
}

extension JSON {
    /// An object with a member that says so where it has none.
    fileprivate func withTextDefault(_ name: String, _ text: String) -> JSON {
        guard self.object != nil, self[name] == nil || self[name] == .null else { return self }
        var object = self
        object[name] = .string(text)
        return object
    }
}
