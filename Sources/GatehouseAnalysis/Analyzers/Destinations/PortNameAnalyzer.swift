import GatehouseModel

/// Ports of Services whose protocol nobody can tell (IST0118), or not without resolving an alias (IST0150).
enum PortNameAnalyzer {
    /// Ports that need no name: SMTP, DNS, MySQL, MongoDB.
    private static let wellKnown: Set<Int32> = [25, 53, 3306, 27017]
    private static let protocols = Set(PortProtocol.allCases.map(\.rawValue))

    @Sendable static func diagnostics(_ configuration: AnalyzedConfiguration) -> [Diagnostic] {
        configuration.resources.services.flatMap { resource -> [Diagnostic] in
            if Self.isOfMesh(resource.metadata) { return [] }
            return resource.spec.ports.enumerated().compactMap { index, port in
                let isAlias = resource.spec.type == .externalName
                let isUnclear = !Self.isTold(port) || (isAlias && port.appProtocol == nil && port.name == "tcp")
                guard isUnclear, port.protocol != .udp else { return nil }
                let name = port.name.map { "is named `\($0)`, which does" } ?? "has no name that would"
                return resource.diagnostic(
                    isAlias ? "IST0150" : "IST0118", isAlias ? .warning : .info, .none,
                    at: .spec["ports"][index]["port"],
                    "Port \(port.port.map(String.init) ?? "?") \(name)\(port.name == nil ? "" : " not") tell its protocol. Name it"
                        + " `<protocol>[-<suffix>]`, such as `http-web`, `grpc` or `tcp-db`, or set `appProtocol`.")
            }
        }
    }

    private static func isTold(_ port: Service.Port) -> Bool {
        if let number = port.port, self.wellKnown.contains(number) { return true }
        if port.appProtocol?.hasPrefix("kubernetes.io/") == true { return true }
        guard let name = (port.appProtocol ?? port.name)?.lowercased() else { return false }
        // `grpc-web` has the separator in it.
        return self.protocols.contains { name == $0 || name.hasPrefix($0 + "-") }
    }

    /// Whether the Service belongs to Istio itself.
    private static func isOfMesh(_ metadata: Metadata) -> Bool {
        metadata.labels["istio"] != nil || metadata.labels["release"] == "istio"
            || metadata.labels["gateway.istio.io/managed"] != nil
    }
}
