import GatehouseObjects

extension ServiceRules {
    func problems(inStatusOf object: JSON) -> [APIStatus.Cause] {
        let ingress = object["status"]?["loadBalancer"]?["ingress"]?.array ?? []
        var problems: [APIStatus.Cause] = []
        if !ingress.isEmpty, object["spec"]?["type"] != "LoadBalancer" {
            // Kubernetes since 1.29.
            problems.append(
                .forbidden("status.loadBalancer.ingress", #"may only be used when `spec.type` is "LoadBalancer""#))
        }
        for (index, entry) in ingress.enumerated() {
            guard let address = entry["ip"]?.string, !address.isEmpty, AddressSyntax.bytes(address) == nil else {
                continue
            }
            problems.append(
                .invalid("status.loadBalancer.ingress[\(index)].ip", address, "must be a valid IP address"))
        }
        return problems
    }

    func complete(_ object: inout JSON, old: JSON?, addresses: ServiceAddressRange?) -> [APIStatus.Cause] {
        defer { if object["status"] == nil { object["status"] = ["loadBalancer": [:]] } }
        guard object["spec"]?["type"] != "ExternalName" else { return [] }
        let wanted = object["spec"]?["clusterIP"]?.string ?? ""
        var address = wanted.isEmpty ? object["spec"]?["clusterIPs"]?.array?.first?.string ?? "" : wanted
        let stored = old?["spec"]?["clusterIP"]?.string ?? ""
        if address.isEmpty {
            guard let free = addresses?.free(for: object) else {
                return [Self.problem(address, "failed to allocate a serviceIP: range is full")]
            }
            address = free
        } else if address != "None", address != stored {
            if let problem = addresses?.problem(of: address) {
                return [Self.problem(address, "failed to allocate IP \(address): \(problem)")]
            }
        }
        object["spec"]?["clusterIP"] = .string(address)
        object["spec"]?["clusterIPs"] = [.string(address)]
        if object["spec"]?["ipFamilies"] == nil { object["spec"]?["ipFamilies"] = ["IPv4"] }
        if object["spec"]?["ipFamilyPolicy"] == nil { object["spec"]?["ipFamilyPolicy"] = "SingleStack" }
        return []
    }

    private static func problem(_ address: String, _ why: String) -> APIStatus.Cause {
        .invalid("spec.clusterIPs", address, why)
    }
}
