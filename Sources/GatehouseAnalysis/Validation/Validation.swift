public import GatehouseModel

/// Whether one resource is right by itself: what Istio's admission webhook and the schemas of its custom resources say
/// about it, with the field and the line.
///
/// Pure: the same resource always gets the same diagnostics, in the order of its fields. What a decoder finds (types,
/// enumerations, unknown fields, two members of a one-of, durations that can't be read) is not repeated here, and what
/// depends on other resources is the analyzers'.
public enum Validation {
    /// Whether a resource may be served.
    public enum Verdict: Hashable, Sendable {
        /// It may, whatever warnings there are.
        case admitted
        /// It may not: its last good version is served, where there was one.
        case rejected
    }

    /// What a validation is for. It decides one level: Istio's admission warns about a match that is never used
    /// (`IST0131`), its analysis informs about it.
    public enum Purpose: Hashable, Sendable {
        /// To decide whether a resource may be served.
        case admission
        /// To look at a whole configuration.
        case analysis
    }

    /// Everything that is wrong with a resource. Codes are `IST0106` for errors, `IST0133` for warnings, `IST0002` for
    /// deprecated fields, `IST0130` and `IST0131` for rules and matches that are never used.
    public static func diagnostics(for resource: AnyResource, purpose: Purpose = .admission) -> [Diagnostic] {
        let found = self.findings(in: resource)
        guard purpose == .analysis else { return found }
        return found.map { diagnostic in
            var diagnostic = diagnostic
            if diagnostic.code == "IST0131" { diagnostic.level = .info }
            return diagnostic
        }
    }

    /// What follows from the diagnostics of a resource, those of the decoder included.
    public static func verdict(_ diagnostics: [Diagnostic]) -> Verdict {
        let isRejected = diagnostics.contains {
            $0.level == .error && ($0.effect == .resourceRejected || $0.effect == .documentRejected)
        }
        return isRejected ? .rejected : .admitted
    }

    private static func findings(in resource: AnyResource) -> [Diagnostic] {
        switch resource {
        case .gateway(let resource):
            self.check(resource) { at in
                at["metadata"].checkIstioMetadata(resource.metadata)
                at["metadata"]["name"].checkGatewayName(resource.metadata.name)
                resource.spec.validate(at: at["spec"])
            }
        case .virtualService(let resource):
            self.check(resource) { at in
                at["metadata"].checkIstioMetadata(resource.metadata)
                resource.spec.validate(at: at["spec"], namespace: resource.metadata.namespace)
            }
        case .destinationRule(let resource):
            self.check(resource) { at in
                at["metadata"].checkIstioMetadata(resource.metadata)
                resource.spec.validate(at: at["spec"], namespace: resource.metadata.namespace)
            }
        case .serviceEntry(let resource):
            self.check(resource) { at in
                at["metadata"].checkIstioMetadata(resource.metadata)
                resource.spec.validate(at: at["spec"], metadata: resource.metadata)
            }
        case .workloadEntry(let resource):
            self.check(resource) { at in
                at["metadata"].checkIstioMetadata(resource.metadata)
                resource.spec.validate(at: at["spec"], as: .resource)
            }
        case .service(let resource): self.check(resource) { resource.spec.validate(at: $0["spec"]) }
        // These two have no spec; their fields stand at the top.
        case .endpoints(let resource): self.check(resource) { resource.spec.validate(at: $0) }
        case .endpointSlice(let resource): self.check(resource) { resource.spec.validate(at: $0) }
        case .secret(let resource): self.check(resource) { _ in }
        case .configMap(let resource): self.check(resource) { _ in }
        case .namespace(let resource): self.check(resource) { _ in }
        case .pod(let resource): self.check(resource) { _ in }
        }
    }

    private static func check<Spec>(
        _ resource: Resource<Spec>, _ body: (FieldValidator) -> Void
    ) -> [Diagnostic] {
        let collector = FindingCollector()
        let at = FieldValidator(collector: collector)
        at["metadata"]["name"].checkResourceName(resource.metadata.name)
        body(at)
        return collector.diagnostics(of: resource)
    }
}
