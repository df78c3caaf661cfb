import GatehouseModel

/// Gateways of one workload that show the same certificate on a port (IST0138): browsers take one connection for the hosts
/// of both.
enum SharedCertificateAnalyzer {
    /// What a server shows, and where.
    private struct Certificate: Hashable {
        var port: UInt32
        var name: String
        var key: String

        init?(_ server: Server) {
            guard let tls = server.tls, server.showsCertificate else { return nil }
            self.port = server.port?.number ?? 0
            if let name = tls.credentialName, !name.isEmpty {
                (self.name, self.key) = (name, "")
            } else if let certificate = tls.serverCertificate, let key = tls.privateKey, !certificate.isEmpty,
                !key.isEmpty
            {
                (self.name, self.key) = (certificate, key)
            } else {
                return nil
            }
        }
    }

    private struct Place: Hashable {
        var workload: Int
        var certificate: Certificate
    }

    @Sendable static func diagnostics(_ configuration: AnalyzedConfiguration) -> [Diagnostic] {
        let gateways = configuration.resources.gateways
        var users: [Place: [Int]] = [:]
        for (index, gateway) in gateways.enumerated() {
            for certificate in Set(gateway.spec.servers.compactMap(Certificate.init)) {
                for workload in configuration.workloads.numbers(of: gateway) {
                    users[Place(workload: workload, certificate: certificate), default: []].append(index)
                }
            }
        }
        return gateways.enumerated().flatMap { index, gateway -> [Diagnostic] in
            var told: Set<Certificate> = []
            return gateway.spec.servers.enumerated().compactMap { position, server in
                guard let certificate = Certificate(server), told.insert(certificate).inserted else { return nil }
                var others: [Int] = []
                for workload in configuration.workloads.numbers(of: gateway) {
                    for other in users[Place(workload: workload, certificate: certificate)] ?? []
                    where other != index && !others.contains(other) {
                        others.append(other)
                        if others.count > [String].shown { break }
                    }
                }
                if others.isEmpty { return nil }
                let names = others.sorted().map { gateways[$0].key.name(from: gateway.metadata.namespace) }
                return gateway.diagnostic(
                    "IST0138", .warning, .none, at: .spec["servers"][position]["tls"],
                    "The certificate \(certificate.name) is also shown by \(names.few), so that browsers send requests for"
                        + " the hosts of all over one connection. The gateway routes them where the servers ask the same of"
                        + " clients, and answers 421 otherwise; Istio's answers 404.")
            }
        }
    }
}
