import GatehouseModel

/// What Gateways name and nobody has (IST0101): workloads with their selector's labels, Secrets with their certificates.
/// Secrets that hold none (IST0161).
enum GatewayReferenceAnalyzer {
    @Sendable static func diagnostics(_ configuration: AnalyzedConfiguration) -> [Diagnostic] {
        configuration.resources.gateways.flatMap { gateway in
            let workloads = configuration.workloads.of(gateway)
            guard let first = gateway.spec.selector.keys.sorted().first, workloads.isEmpty else {
                return self.credentials(of: gateway, workloads, configuration)
            }
            let wanted = gateway.spec.selector.labelText
            return [
                gateway.diagnostic(
                    "IST0101", .error, .resourceRejected, at: .spec["selector"][first],
                    "No workload has the labels \(wanted): this gateway has \(configuration.gateway.labels.labelText)"
                        + " (--labels), and no Pod, Deployment or the like that was read has them. Nobody that is known opens"
                        + " the Gateway's ports.")
            ]
        }
    }

    private static func credentials(
        of gateway: Resource<Gateway>, _ workloads: [Workload], _ configuration: AnalyzedConfiguration
    ) -> [Diagnostic] {
        gateway.spec.servers.enumerated().compactMap { index, server in
            guard server.showsCertificate, let name = server.tls?.credentialName, !name.isEmpty, !name.contains("://")
            else { return nil }
            let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
            let namespaces = parts.count == 2 ? [parts[0]] : Set(workloads.map(\.namespace)).sorted()
            let path = FieldPath.spec["servers"][index]["tls"]["credentialName"]
            let keys = namespaces.map { ResourceKey(kind: Secret.kind, namespace: $0, name: parts.last ?? name) }
            if let key = keys.first(where: configuration.incompleteSecrets.contains) {
                return gateway.diagnostic(
                    "IST0161", .error, .partDropped, at: path,
                    "\(key) has neither `tls.crt` and `tls.key` nor `cert` and `key` with something in them. Handshakes of"
                        + " this server's hosts fail.")
            }
            guard let key = keys.first(where: { !configuration.secrets.contains($0) }) else { return nil }
            return gateway.diagnostic(
                "IST0101", .error, .partDropped, at: path,
                "There is no Secret \(key.name) in namespace \(key.namespace), where the gateway looks for it. Handshakes of"
                    + " this server's hosts fail.")
        }
    }
}

extension Server {
    /// Whether handshakes end here, so that there has to be a certificate.
    var showsCertificate: Bool {
        switch self.tls?.mode {
        case .simple, .mutual, .optionalMutual: PortProtocol(named: self.port?.protocol ?? "")?.isTLS == true
        default: false
        }
    }
}

extension [String: String] {
    /// `a=b,c=d`, in the order of the keys.
    var labelText: String { self.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",") }
}

extension [String] {
    /// How many names a message tells.
    static var shown: Int { 4 }

    /// The first few, and whether there are more.
    var few: String {
        self.prefix(Self.shown).joined(separator: ", ") + (self.count > Self.shown ? " and others" : "")
    }
}
