import GatehouseObjects

extension ServiceRules {
    func problems(inStatusOf object: JSON) -> [APIStatus.Cause] {
        let ingress = object["status"]?["loadBalancer"]?["ingress"]?.array ?? []
        return ingress.enumerated().compactMap { index, entry in
            guard let address = entry["ip"]?.string, !address.isEmpty, AddressSyntax.bytes(address) == nil else {
                return nil
            }
            return .invalid("status.loadBalancer.ingress[\(index)].ip", address, "must be a valid IP address")
        }
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
