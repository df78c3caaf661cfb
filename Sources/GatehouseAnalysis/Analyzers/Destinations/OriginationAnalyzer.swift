import GatehouseModel

/// TLS toward a service whose certificate is not compared with authorities of one's own (IST0128, for a port IST0129).
enum OriginationAnalyzer {
    @Sendable static func diagnostics(_ configuration: AnalyzedConfiguration) -> [Diagnostic] {
        configuration.resources.destinationRules.flatMap { resource -> [Diagnostic] in
            guard let policy = resource.spec.trafficPolicy else { return [] }
            let path = FieldPath.spec["trafficPolicy"]
            var found = [Self.diagnostic("IST0128", of: resource, policy.tls, at: path["tls"])]
            for (index, port) in policy.portLevelSettings.enumerated() {
                found.append(
                    Self.diagnostic("IST0129", of: resource, port.tls, at: path["portLevelSettings"][index]["tls"]))
            }
            return found.compactMap { $0 }
        }
    }

    private static func diagnostic(
        _ code: String, of resource: Resource<DestinationRule>, _ tls: ClientTLSSettings?, at path: FieldPath
    ) -> Diagnostic? {
        guard let tls, tls.mode == .simple || tls.mode == .mutual, (tls.caCertificates ?? "").isEmpty else {
            return nil
        }
        let hasCredential = !(tls.credentialName ?? "").isEmpty
        if hasCredential, resource.spec.workloadSelector != nil { return nil }
        let mode = tls.mode?.rawValue ?? ""
        let message =
            tls.insecureSkipVerify == true
            ? "`\(path)` has `insecureSkipVerify`: whoever answers in the server's name is believed."
            : hasCredential
                ? "`\(path)` names a credential, which this gateway takes its authorities from; sidecars pass it over unless the"
                    + " DestinationRule has a workloadSelector, and then have none."
                : "`\(path)` is \(mode) without `caCertificates`: say which authorities the server's certificate has to come from."
        return resource.diagnostic(code, .warning, .none, at: path, message)
    }
}
