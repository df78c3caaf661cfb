public import GatehouseModel

extension CredentialFiles {
    /// The paths of the files that translation of these resources may ask for.
    public static func paths(namedBy resources: ResourceSet, options: TranslationOptions) -> Set<String> {
        var paths: Set<String> = []
        for gateway in resources.gateways {
            for server in gateway.spec.servers {
                if let tls = server.tls { paths.formUnion(tls.filePaths) }
            }
        }
        for rule in resources.destinationRules {
            let policies = [rule.spec.trafficPolicy] + rule.spec.subsets.map(\.trafficPolicy)
            for policy in policies.compactMap({ $0 }) {
                if let tls = policy.tls { paths.formUnion(tls.filePaths) }
                for tls in policy.portLevelSettings.compactMap(\.tls) { paths.formUnion(tls.filePaths) }
            }
        }
        if let workload = options.workloadIdentity {
            paths.formUnion([workload.certificate, workload.privateKey, workload.authorities])
        }
        return paths
    }
}

extension ServerTLSSettings {
    fileprivate var filePaths: [String] {
        let pairs = self.tlsCertificates.flatMap { [$0.serverCertificate, $0.privateKey, $0.caCertificates] }
        return ([self.serverCertificate, self.privateKey, self.caCertificates, self.caCrl] + pairs)
            .compactMap { $0 }.filter { !$0.isEmpty }
    }
}

extension ClientTLSSettings {
    fileprivate var filePaths: [String] {
        [self.clientCertificate, self.privateKey, self.caCertificates, self.caCrl].compactMap { $0 }
            .filter { !$0.isEmpty }
    }
}
