public import GatehouseAnalysis
public import GatehouseManifest
public import GatehouseStore

extension DocumentReader {
    /// A reader whose resources are held to the rules of Istio's admission webhook.
    public static func validating(
        options: ManifestOptions, purpose: Validation.Purpose = .admission
    ) -> DocumentReader {
        DocumentReader(options: options) { resource in
            let diagnostics = Validation.diagnostics(for: resource, purpose: purpose)
            return Judgement(
                isServable: Validation.verdict(diagnostics) == .admitted, diagnostics: diagnostics)
        }
    }
}
