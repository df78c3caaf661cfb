import ArgumentParser
import GatehouseHTTP
import GatehouseProxy

/// What clients are held to.
struct LimitOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The largest request head, in bytes; a larger one is answered with 431. (default: 61440)", valueName: "n"),
        transform: { try CountText.parse($0, from: 1024, through: 16 << 20) })
    var maxHeaderBytes = 61440

    @Option(
        help: ArgumentHelp(
            "The most fields of a request head; more are answered with 431. (default: 100)", valueName: "n"),
        transform: { try CountText.parse($0, from: 1, through: 65536) })
    var maxHeaderCount = 100

    @Option(
        help: ArgumentHelp("How long a request head may take to arrive. (default: 60s)", valueName: "duration"),
        transform: TimeLimit.init)
    var headerTimeout = TimeLimit(.seconds(60))

    @Option(
        help: ArgumentHelp(
            "How long a client's TLS hello may take to arrive, and the handshake as long again. (default: 15s)",
            valueName: "duration"),
        transform: TimeLimit.init)
    var handshakeTimeout = TimeLimit(.seconds(15))

    @Option(
        help: ArgumentHelp(
            "How long a client's connection may be without a request. (default: 5m)", valueName: "duration"),
        transform: TimeLimit.init)
    var idleTimeout = TimeLimit(.seconds(300))

    @Option(
        help: ArgumentHelp(
            "How long a request may be without a byte in either direction. (default: 5m)", valueName: "duration"),
        transform: TimeLimit.init)
    var streamIdleTimeout = TimeLimit(.seconds(300))

    @Option(
        help: ArgumentHelp(
            "The most client connections at a time; more are closed as they come. (default: 100000)", valueName: "n"),
        transform: { try CountText.parse($0, from: 1, through: 10_000_000) })
    var maxConnections = 100_000
}

/// What the gateway believes of what comes in.
struct EdgeArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Proxies in front of this gateway whose X-Forwarded-* headers are believed. (default: 0)", valueName: "n"),
        transform: { try CountText.parse($0, from: 0, through: 255) })
    var numTrustedProxies = 0

    @Option(help: "How paths are normalised before they are matched and forwarded.")
    var pathNormalization = PathNormalizationChoice.base

    @Option(
        help: ArgumentHelp(
            "Peers whose connections may begin with a PROXY header, version 1 or 2, and whose word on the client's "
                + "address is taken; from all others such a header is refused. (default: nobody)",
            valueName: "cidr,..."),
        transform: { text in
            try text.split(separator: ",").map { part in
                guard let network = ProxyProtocolTrust.Network(String(part)) else {
                    throw UnusableValue("expected addresses or networks, such as 10.0.0.7 or 10.0.0.0/8")
                }
                return network
            }
        })
    var proxyProtocolFrom: [ProxyProtocolTrust.Network] = []

    /// Whose PROXY headers are believed.
    var proxyProtocol: ProxyProtocolTrust { ProxyProtocolTrust(networks: self.proxyProtocolFrom) }

    /// What the data plane is told.
    var edge: EdgeOptions {
        EdgeOptions(
            trustedProxies: self.numTrustedProxies, pathNormalization: self.pathNormalization.normalization)
    }
}

/// A path normalisation, as the value of an option.
enum PathNormalizationChoice: String, ExpressibleByArgument, CaseIterable {
    case base
    case none
    case mergeSlashes = "merge-slashes"
    case decodeAndMergeSlashes = "decode-and-merge-slashes"

    var normalization: PathNormalization {
        switch self {
        case .base: .base
        case .none: .none
        case .mergeSlashes: .mergeSlashes
        case .decodeAndMergeSlashes: .decodeAndMergeSlashes
        }
    }
}

/// A duration, as the value of an option.
struct TimeLimit: CustomStringConvertible {
    var duration: Duration

    init(_ duration: Duration) { self.duration = duration }

    /// A limit above zero: none of them can be switched off, because a client that sends nothing must not cost anything
    /// for good.
    init(_ text: String) throws {
        self.duration = try DurationText.parse(text)
        guard self.duration > .zero else {
            throw UnusableValue("expected a duration above zero, such as 45s, 1m30s or 500ms")
        }
    }

    /// As it is written on the command line.
    var description: String { DurationText.text(self.duration) }
}
