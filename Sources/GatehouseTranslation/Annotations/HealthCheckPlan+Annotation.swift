import GatehouseModel
import GatehousePlan

extension HealthCheckPlan {
    /// The check that a DestinationRule's annotation states; nil without one, and where it is wrong.
    init?(_ resource: Resource<DestinationRule>) {
        guard let text = resource.metadata.annotations[PolicyAnnotation.healthCheck.rawValue] else { return nil }
        do throws(AnnotationProblem) {
            try self.init(annotation: text)
        } catch {
            return nil
        }
    }

    /// Why annotations of a DestinationRule are not applied.
    static func diagnostics(of resource: Resource<DestinationRule>) -> [Diagnostic] {
        let unknown = resource.diagnosticsOfUnknownAnnotations()
        guard let text = resource.metadata.annotations[PolicyAnnotation.healthCheck.rawValue] else { return unknown }
        do throws(AnnotationProblem) {
            _ = try HealthCheckPlan(annotation: text)
            return unknown
        } catch {
            return unknown + [error.diagnostic(.healthCheck, of: resource)]
        }
    }

    /// The check that an annotation states: `http /healthz, interval=5s, timeout=1s, healthy=2, unhealthy=3`, `tcp`,
    /// `grpc my.Service`.
    init(annotation text: String) throws(AnnotationProblem) {
        var entries = try AnnotationEntry.entries(of: text)
        if entries.count > 1 { throw AnnotationProblem("has \(entries.count) entries; a service has one check") }
        self.init(question: try Question(&entries[0]))
        if let interval = try entries[0].takeDuration("interval") { self.interval = interval }
        if let timeout = try entries[0].takeDuration("timeout") { self.timeout = timeout }
        if let count = try entries[0].takeCount("healthy") { self.healthyThreshold = count }
        if let count = try entries[0].takeCount("unhealthy") { self.unhealthyThreshold = count }
        try entries[0].finish(options: "interval, timeout, healthy, unhealthy, and host for http")
    }
}

extension HealthCheckPlan.Question {
    fileprivate init(_ entry: inout AnnotationEntry) throws(AnnotationProblem) {
        let words = entry.head
        switch (words.first, words.count) {
        case ("http", 2) where words[1].hasPrefix("/") && words[1].utf8.allSatisfy({ (0x21...0x7E).contains($0) }):
            self = .http(path: words[1], host: try Self.host(entry.take("host")))
        case ("tcp", 1): self = .tcp
        case ("grpc", 1): self = .grpc(service: "")
        case ("grpc", 2): self = .grpc(service: words[1])
        default:
            throw AnnotationProblem("says \"\(words.joined(separator: " "))\"; write http /PATH, tcp, or grpc SERVICE")
        }
    }

    private static func host(_ text: String?) throws(AnnotationProblem) -> String? {
        guard let text else { return nil }
        guard text.utf8.allSatisfy({ isToken($0) || "[]:".utf8.contains($0) }) else {
            throw AnnotationProblem("has host=\(text); write a host name, with a port if the service needs it")
        }
        return text
    }
}
