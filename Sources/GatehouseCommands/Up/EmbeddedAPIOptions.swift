import ArgumentParser

/// The embedded API, and what stands in for a cluster besides.
struct EmbeddedAPIOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where the API listens, over TLS and with a bearer token. (default: 127.0.0.1:6443)",
            valueName: "addr:port"),
        transform: { try SocketAddressText.parse($0) })
    var api = SocketAddressText(address: "127.0.0.1", port: 6443)

    @Option(
        help: ArgumentHelp(
            "The folder of the objects, the kubeconfig, the token and the API's certificates.", valueName: "path"))
    var data = "gatehouse-data"

    @Option(
        help: ArgumentHelp(
            """
            Where DNS queries for the hosts of the Gateways are answered, over UDP and TCP, with the gateway's \
            address. (default: off)
            """, valueName: "addr:port"),
        transform: { OptionalSocket(socket: try SocketAddressText.parseOrOff($0)) })
    var dns = OptionalSocket(socket: nil)

    mutating func validate() throws {
        if self.data.isEmpty { throw ValidationError("--data names no folder.") }
    }
}
