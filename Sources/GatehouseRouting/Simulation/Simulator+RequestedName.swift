import GatehouseHTTP
import GatehousePlan

/// Where the request itself names the host that it goes to (semantics S1, DYNAMIC_DNS).
extension Simulator {
    /// The name that would be resolved: that of the request as the upstream would see it, or of the client's TLS.
    func requestedName(_ names: RequestedNames) -> String? {
        let name = self.head.withBytes(self.head.authority) { authority in
            authority.isEmpty
                ? self.facts.connection.serverName.withUnsafeBytes { names.name(in: $0) } : names.name(in: authority)
        }
        return name.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Speaks of how the endpoint is found.
    mutating func sayRequestedName(_ names: RequestedNames) {
        guard let name = self.requestedName(names) else { return }
        let reach =
            switch names.plan.reach {
            case .publicAddresses: "none of a private network or of the gateway's own host or link"
            case .privateAddresses: "none of the gateway's own host or link"
            case .anyAddress: "whichever that is"
            }
        self.say(
            "`\(name)` is resolved when the request comes; DNS is not asked here. The gateway connects to its address, \(reach), at port \(names.plan.port)."
        )
    }

    /// Says why a request can't name its host.
    static func lack(of names: RequestedNames) -> String {
        "The endpoint would be the host that the request names, and that is not one of `*\(names.plan.suffix)`"
    }
}
