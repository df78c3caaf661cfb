import GatehouseModel

/// Gateways of one workload that show the same certificate (IST0138): browsers take one connection for the hosts of both.
enum SharedCertificateAnalyzer {
    /// What a server shows.
    private enum Certificate: Hashable {
        case secret(String)
        case files(certificate: String, key: String)

        init?(_ server: Server) {
            guard let tls = server.tls else { return nil }
            if let name = tls.credentialName, !name.isEmpty {
                self = .secret(name)
            } else if let certificate = tls.serverCertificate, let key = tls.privateKey, !certificate.isEmpty,
                !key.isEmpty
            {
                self = .files(certificate: certificate, key: key)
            } else {
                return nil
            }
        }

        var text: String {
            switch self {
            case .secret(let name): name
            case .files(let certificate, _): certificate
            }
        }
    }

    static func diagnostics(_ configuration: AnalyzedConfiguration) -> [Diagnostic] {
        let gateways = configuration.resources.gateways
        var users: [Certificate: [Int]] = [:]
        for (index, gateway) in gateways.enumerated() {
            for certificate in Set(gateway.spec.servers.compactMap(Certificate.init)) {
                users[certificate, default: []].append(index)
            }
        }
        return gateways.enumerated().flatMap { index, gateway -> [Diagnostic] in
            var told: Set<Int> = [index]
            return gateway.spec.servers.enumerated().flatMap { position, server -> [Diagnostic] in
                guard let certificate = Certificate(server) else { return [] }
                return (users[certificate] ?? []).compactMap { other in
                    guard gateways[other].spec.selector.holds(gateway.spec.selector), told.insert(other).inserted else {
                        return nil
                    }
                    return gateway.diagnostic(
                        "IST0138", .warning, .none, at: .spec["servers"][position]["tls"],
                        "\(gateways[other].key.name(from: gateway.metadata.namespace)) shows the certificate"
                            + " \(certificate.text) as well, so that browsers send requests for the hosts of both over one"
                            + " connection. The gateway routes them where both servers ask the same of clients, and answers"
                            + " 421 otherwise; Istio's answers 404.")
                }
            }
        }
    }
}
