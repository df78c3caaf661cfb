import GatehousePlan

extension ClusterPlan.UpstreamProtocol {
    /// What a service port speaks (semantics C3): what `appProtocol` says, else the prefix of the port's name up to the
    /// first `-`. Only what asks for HTTP/2 by name gets it.
    init(appProtocol: String?, portName: String) {
        if let appProtocol = stated(appProtocol) {
            self = Self.of(appProtocol.lowercased())
        } else {
            let name = portName.lowercased()
            // `grpc-web` is the one name with a dash of its own.
            self =
                name == "grpc-web" || name.hasPrefix("grpc-web-") ? .http2 : Self.of(String(name.prefix { $0 != "-" }))
        }
    }

    private static func of(_ name: String) -> ClusterPlan.UpstreamProtocol {
        switch name {
        case "http2", "grpc", "grpc-web", "kubernetes.io/h2c": .http2
        default: .http1
        }
    }
}
