import GatehouseModel
import GatehousePlan

extension RequestedNamesPlan.Reach {
    /// What a ServiceEntry's annotation allows; private addresses without one, and where it is wrong.
    init(_ resource: Resource<ServiceEntry>) {
        let text = resource.metadata.annotations[PolicyAnnotation.resolvedAddresses.rawValue]
        self = text.flatMap { Self(annotation: $0) } ?? .privateAddresses
    }

    private init?(annotation text: String) { self.init(rawValue: String(text.filter { !$0.isWhitespace })) }

    /// Why annotations of a ServiceEntry are not applied.
    static func diagnostics(of resource: Resource<ServiceEntry>) -> [Diagnostic] {
        var result = resource.diagnosticsOfUnknownAnnotations()
        let annotation = PolicyAnnotation.resolvedAddresses
        guard let text = resource.metadata.annotations[annotation.rawValue] else { return result }
        if Self(annotation: text) == nil {
            let words = Self.allCases.map(\.rawValue).joined(separator: ", ")
            let problem = AnnotationProblem("says \"\(text)\"; write one of \(words)")
            result.append(problem.diagnostic(annotation, of: resource))
        } else if resource.spec.resolution != .dynamicDns {
            let problem = AnnotationProblem("is for `resolution: DYNAMIC_DNS`, where clients say what is resolved")
            result.append(problem.diagnostic(annotation, of: resource))
        }
        return result
    }
}
