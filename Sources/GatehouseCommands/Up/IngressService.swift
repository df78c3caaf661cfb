import GatehouseObjects

/// The Service by which scripts find the gateway: `istio-ingressgateway` with the address that it listens on.
struct IngressService: Sendable {
    /// The gateway's namespace.
    let namespace: String
    /// The gateway's labels, which the Service selects.
    let labels: [String: String]
    /// The addresses that the gateway is reached at.
    let address: String
    /// The port of the status server; nil where it is off.
    let statusPort: Int?

    static let name = "istio-ingressgateway"

    /// The Service of a gateway.
    init(_ options: ServingOptions) {
        self.namespace = options.gateway.namespace
        self.labels = options.gateway.labels.labels
        self.address = options.listening.address.reachable
        self.statusPort = options.listening.status.socket?.port
    }

    /// Makes the namespaces and the Service where they are missing, and says where the gateway is now.
    func establish(by calls: ObjectCalls) async throws(CommandFailure) {
        for namespace in ["default", self.namespace] {
            try await self.create(
                ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": .string(namespace)]],
                at: "/api/v1/namespaces", by: calls)
        }
        let services = "/api/v1/namespaces/\(self.namespace)/services"
        try await self.create(self.object, at: services, by: calls)
        let stored = await calls.call("GET", "\(services)/\(Self.name)")
        // Somebody may have made another type of it, which has no such place.
        guard stored.object["spec"]?["type"] == "LoadBalancer" else { return }
        let (status, object) = await calls.call(
            "PATCH", "\(services)/\(Self.name)/status", contentType: "application/merge-patch+json",
            body: ["status": ["loadBalancer": ["ingress": [["ip": .string(self.address)]]]]])
        try self.check(status, object)
    }

    private func create(_ object: JSON, at path: String, by calls: ObjectCalls) async throws(CommandFailure) {
        let (status, answer) = await calls.call("POST", path, body: object)
        if status != 409 { try self.check(status, answer) }
    }

    private func check(_ status: Int, _ answer: JSON) throws(CommandFailure) {
        guard status >= 300 else { return }
        throw .failed(
            "the Service \(self.namespace)/\(Self.name) cannot be made: \(answer["message"]?.string ?? "status \(status)")"
        )
    }

    /// As Istio's own, as far as a gateway on one machine has it. Ports are the Gateways' own, so that none is translated
    /// to another one.
    private var object: JSON {
        var ports: [JSON] = [
            ["name": "http2", "port": 80, "targetPort": 80, "protocol": "TCP"],
            ["name": "https", "port": 443, "targetPort": 443, "protocol": "TCP"],
        ]
        if let port = self.statusPort, port > 0 {
            let number = JSON.integer(Int64(port))
            ports.insert(["name": "status-port", "port": number, "targetPort": number, "protocol": "TCP"], at: 0)
        }
        let labels = JSON.object(self.labels.mapValues { .string($0) })
        return [
            "apiVersion": "v1", "kind": "Service",
            "metadata": ["name": .string(Self.name), "namespace": .string(self.namespace), "labels": labels],
            "spec": ["type": "LoadBalancer", "selector": labels, "ports": .array(ports)],
        ]
    }
}

extension String {
    /// An address by which the machine reaches a socket that is bound to this one.
    var reachable: String {
        switch self {
        case "0.0.0.0": "127.0.0.1"
        case "::": "::1"
        default: self
        }
    }
}
