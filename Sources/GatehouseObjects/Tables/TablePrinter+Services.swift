extension TablePrinter {
    @Sendable static func service(_ object: JSON, _ column: String, _ now: Int) -> String {
        let spec = object["spec"] ?? [:]
        switch column {
        case "Type": return Self.type(of: spec)
        case "Cluster-IP":
            let addresses = spec["clusterIPs"]?.texts ?? []
            let address = addresses.first ?? spec["clusterIP"]?.string ?? ""
            return address.isEmpty ? "<none>" : address
        case "External-IP": return Self.externalAddresses(of: spec, status: object["status"])
        case "Port(s)":
            let ports = (spec["ports"]?.array ?? []).map(Self.port)
            return ports.isEmpty ? "<none>" : ports.joined(separator: ",")
        case "Selector":
            let labels = (spec["selector"]?.object ?? [:]).sorted { $0.key < $1.key }
            return labels.isEmpty
                ? "<none>" : labels.map { "\($0.key)=\($0.value.string ?? "")" }.joined(separator: ",")
        default: return ""
        }
    }

    private static func type(of spec: JSON) -> String { spec["type"]?.string ?? "ClusterIP" }

    private static func port(_ port: JSON) -> String {
        let number = String(port["port"]?.integer ?? 0)
        let transport = port["protocol"]?.string ?? "TCP"
        guard let nodePort = port["nodePort"]?.integer, nodePort > 0 else { return "\(number)/\(transport)" }
        return "\(number):\(nodePort)/\(transport)"
    }

    private static func externalAddresses(of spec: JSON, status: JSON?) -> String {
        let fixed = spec["externalIPs"]?.texts ?? []
        switch Self.type(of: spec) {
        case "ClusterIP", "NodePort": return fixed.isEmpty ? "<none>" : fixed.joined(separator: ",")
        case "LoadBalancer":
            let ingress = status?["loadBalancer"]?["ingress"]?.array ?? []
            let given = Set(
                ingress.compactMap { entry in
                    [entry["ip"]?.string, entry["hostname"]?.string].compactMap { $0 }.first { !$0.isEmpty }
                })
            let all = given.sorted() + fixed
            return all.isEmpty ? "<pending>" : all.joined(separator: ",")
        case "ExternalName": return spec["externalName"]?.string ?? ""
        default: return "<unknown>"
        }
    }
}

extension JSON {
    /// The texts of a list.
    var texts: [String] { (self.array ?? []).compactMap(\.string) }
}
