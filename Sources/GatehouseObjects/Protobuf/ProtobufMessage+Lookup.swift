extension ProtobufMessage {
    /// The message of a kind; nil where none is known.
    static func message(apiVersion: String, kind: String) -> ProtobufMessage? {
        switch kind {
        // Every group has these.
        case "DeleteOptions": return .deleteOptions
        case "Status": return .status
        default: break
        }
        switch apiVersion {
        case "v1":
            switch kind {
            case "ConfigMap": return .configMap
            case "Endpoints": return .endpoints
            case "Event": return .event
            case "Namespace": return .namespace
            case "Secret": return .secret
            case "Service": return .service
            default: return nil
            }
        case "authentication.k8s.io/v1": return kind == "SelfSubjectReview" ? .selfSubjectReview : nil
        case "authorization.k8s.io/v1":
            switch kind {
            case "SelfSubjectAccessReview": return .selfSubjectAccessReview
            case "SelfSubjectRulesReview": return .selfSubjectRulesReview
            default: return nil
            }
        case "coordination.k8s.io/v1": return kind == "Lease" ? .lease : nil
        case "discovery.k8s.io/v1": return kind == "EndpointSlice" ? .endpointSlice : nil
        case "discovery.k8s.io/v1beta1": return kind == "EndpointSlice" ? .endpointSliceBeta : nil
        default: return nil
        }
    }
}
