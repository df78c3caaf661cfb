import GatehouseTelemetry
import GatehouseTLS

/// Keeps the gauges of certificates' expiry in step with the certificates in use.
struct CertificateGauges {
    private var names: Set<String> = []

    /// Sets the gauges of these certificates and removes those of former ones.
    mutating func update(_ certificates: [CertificateStatus], in metrics: MetricsRegistry) {
        let current = Set(certificates.map(\.name))
        for name in self.names.subtracting(current) { metrics.remove(.certificateExpiry(name: name)) }
        for certificate in certificates {
            metrics.set(.certificateExpiry(name: certificate.name), to: certificate.facts.notAfter)
        }
        self.names = current
    }
}
