import ArgumentParser
import GatehouseControl

/// Where the gateway listens.
struct ListeningOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The interface of Gateway ports whose server names no bind. (default: 0.0.0.0)", valueName: "ip"),
        transform: { text in
            guard SocketAddressText.isAddress(text) else {
                throw UnusableValue("expected an IP address, such as 0.0.0.0, 127.0.0.1 or ::")
            }
            return text
        })
    var address = "0.0.0.0"

    @Option(
        help: ArgumentHelp(
            "Gateway ports that are opened as other local ports, such as 80=8080,443=8443.",
            valueName: "port=local,..."),
        transform: PortMapText.parse)
    var portMap: [Int: Int] = [:]

    @Flag(
        help: """
            Open ports that another gateway has open, too: each gets a part of the new connections. For as long as one \
            replaces the other.
            """)
    var sharePorts = false

    @Option(
        help: ArgumentHelp("Workers, one thread each; by default one per core.", valueName: "n"),
        transform: { try CountText.parse($0, from: 1, through: 1024) })
    var threads: Int?

    @Option(
        help: ArgumentHelp("Where the admin API listens, or off. (default: 127.0.0.1:15000)", valueName: "addr:port"),
        transform: { OptionalSocket(socket: try SocketAddressText.parseOrOff($0)) })
    var admin = OptionalSocket(socket: SocketAddressText(address: "127.0.0.1", port: 15000))

    @Option(
        help: ArgumentHelp(
            "Where /healthz/ready and /healthz/live are answered, or off. (default: 0.0.0.0:15021)",
            valueName: "addr:port"),
        transform: { OptionalSocket(socket: try SocketAddressText.parseOrOff($0)) })
    var status = OptionalSocket(socket: SocketAddressText(address: "0.0.0.0", port: 15021))

    /// Where the Gateways' sockets are on this machine.
    var addresses: ListenerAddresses { ListenerAddresses(address: self.address, portMap: self.portMap) }
}

/// A socket that may be switched off, as the value of an option.
struct OptionalSocket: CustomStringConvertible {
    var socket: SocketAddressText?

    /// As it is written on the command line.
    var description: String { self.socket.map(\.description) ?? "off" }
}
