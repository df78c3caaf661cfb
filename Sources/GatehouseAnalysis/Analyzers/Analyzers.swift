public import GatehouseModel

/// What is only seen when resources are put together, as far as `istioctl analyze` looks for it and gateways are concerned.
///
/// Unlike translation, which tells what becomes of what is served, these look at everything that can be read: at resources
/// that would be refused, and at what is for other gateways or not bound to any. Codes and levels are Istio's. Pure.
public enum Analyzers {
    private static let all: [@Sendable (AnalyzedConfiguration) -> [Diagnostic]] = [
        GatewayReferenceAnalyzer.diagnostics, GatewayPortAnalyzer.diagnostics, GatewayConflictAnalyzer.diagnostics,
        SharedCertificateAnalyzer.diagnostics, BindingAnalyzer.diagnostics, DestinationAnalyzer.diagnostics,
        IneffectiveRouteAnalyzer.diagnostics, ClaimRoutingAnalyzer.diagnostics, OriginationAnalyzer.diagnostics,
        DestinationRuleAnalyzer.diagnostics, PortNameAnalyzer.diagnostics, ServiceEntryAnalyzer.diagnostics,
    ]

    /// What the analyzers find.
    public static func diagnostics(for input: AnalyzerInput, gateway: AnalyzedGateway) -> [Diagnostic] {
        let configuration = AnalyzedConfiguration(input, gateway: gateway)
        var seen: Set<Diagnostic> = []
        return self.all.flatMap { $0(configuration) }.filter { seen.insert($0).inserted }
    }
}
