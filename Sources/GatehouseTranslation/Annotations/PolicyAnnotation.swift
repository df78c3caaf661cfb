import GatehouseModel

/// The annotations by which resources state policies that Istio's API has no fields for.
enum PolicyAnnotation: String, CaseIterable {
    /// How often requests may come; on a VirtualService.
    case rateLimit = "gatehouse.io/rate-limit"
    /// How large a request's body may be; on a VirtualService.
    case maxRequestBytes = "gatehouse.io/max-request-bytes"
    /// How long a client may take to send its request; on a VirtualService.
    case requestTimeout = "gatehouse.io/request-timeout"
    /// How endpoints are asked whether they are well; on a DestinationRule.
    case healthCheck = "gatehouse.io/health-check"
    /// Which addresses of hosts that requests name are connected to; on a ServiceEntry.
    case resolvedAddresses = "gatehouse.io/resolved-addresses"

    /// What the names of all of them begin with.
    static let prefix = "gatehouse.io/"

    /// The kind of the resources that may have it.
    var kind: String {
        switch self {
        case .rateLimit, .maxRequestBytes, .requestTimeout: VirtualService.kind
        case .healthCheck: DestinationRule.kind
        case .resolvedAddresses: ServiceEntry.kind
        }
    }

    /// Where it stands in a resource.
    static func path(of name: String) -> FieldPath { .root["metadata"]["annotations"][name] }
}

/// Why the value of an annotation can't be used, in words that follow its name.
struct AnnotationProblem: Error {
    /// What is wrong, and what to write.
    var predicate: String

    /// A reason.
    init(_ predicate: String) { self.predicate = predicate }

    /// The finding that the annotation is not applied.
    func diagnostic<Spec>(_ annotation: PolicyAnnotation, of resource: Resource<Spec>) -> Diagnostic {
        let path = PolicyAnnotation.path(of: annotation.rawValue)
        return resource.diagnostic(
            "GH0214", .error, .fieldIgnored, at: path,
            "`\(annotation.rawValue)` \(self.predicate). Until then it is not applied.")
    }
}

extension Resource {
    /// Findings about annotations of this product's that nothing looks at: misspelt ones, and those of another kind.
    func diagnosticsOfUnknownAnnotations() -> [Diagnostic] {
        let names = self.metadata.annotations.keys.filter { $0.hasPrefix(PolicyAnnotation.prefix) }
        return names.sorted().compactMap { name in
            let annotation = PolicyAnnotation(rawValue: name)
            if annotation?.kind == Spec.kind { return nil }
            let own = PolicyAnnotation.allCases.filter { $0.kind == Spec.kind }.map(\.rawValue)
            let advice =
                annotation.map { "it belongs on a \($0.kind)" }
                ?? "there is no such annotation; a \(Spec.kind) may have \(own.joined(separator: ", "))"
            return self.diagnostic(
                "GH0214", .warning, .fieldIgnored, at: PolicyAnnotation.path(of: name),
                "`\(name)` has no effect: \(advice).")
        }
    }
}
