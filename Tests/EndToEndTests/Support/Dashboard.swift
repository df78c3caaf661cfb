/// A Gateway on port 80 and a VirtualService, which answers by itself.
enum Dashboard {
    static let host = "dashboard.example.com"

    /// The manifests of both.
    ///
    /// - Parameters:
    ///   - version: of `networking.istio.io`.
    ///   - body: what is answered.
    static func manifests(version: String = "v1", body: String) -> String {
        """
        apiVersion: networking.istio.io/\(version)
        kind: Gateway
        metadata: {name: gateway}
        spec:
          selector: {istio: ingressgateway}
          servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*"]}]
        ---
        apiVersion: networking.istio.io/\(version)
        kind: VirtualService
        metadata: {name: dashboard}
        spec:
          hosts: [\(Self.host)]
          gateways: [gateway]
          http: [{directResponse: {status: 200, body: {string: \(body)}}}]

        """
    }
}
