import GatehouseHTTP
import GatehouseRouting
import GatehouseWire
import NIOCore

/// Where a client's connection comes from, and what was found out about it before anything was asked over it. Stays the
/// same while one protocol gives way to the next. Bound to its worker's loop.
final class DownstreamSource {
    /// The socket that the connection came in by.
    let socket: ListenerSocket
    /// Both addresses, whether the connection is encrypted, and the server name that the client sent.
    private(set) var facts: ConnectionFacts
    /// The server name that the client sent; empty for none, and without TLS.
    var serverName: [UInt8] { self.facts.serverName }
    /// What `x-forwarded-client-cert` says of a client whose certificate was verified.
    private(set) var clientCertificate: [UInt8]?
    /// The chain that took the connection, as of `chains`.
    private var chain: CompiledTLSChain?
    private var chains: TLSChainTable?

    /// The source of a connection that has just been accepted.
    init(socket: ListenerSocket, channel: any Channel) {
        self.socket = socket
        let remote = channel.remoteAddress
        self.facts = ConnectionFacts(
            remoteAddress: AddressText.withoutPort(remote), remoteAddressAndPort: AddressText.withPort(remote),
            localAddressAndPort: AddressText.withPort(channel.localAddress))
    }

    /// A trusted peer says whom it speaks for.
    func proxied(_ addresses: ProxyHeader.Addresses) {
        let source = AddressText.text(addresses.source.bytes)
        self.facts = ConnectionFacts(
            remoteAddress: source, remoteAddressAndPort: AddressText.text(source, port: addresses.source.port),
            localAddressAndPort: AddressText.text(
                AddressText.text(addresses.destination.bytes), port: addresses.destination.port),
            isSecure: self.facts.isSecure, serverName: self.facts.serverName)
    }

    /// The client's first TLS message chose a chain.
    func chose(_ chain: CompiledTLSChain, of chains: TLSChainTable) {
        self.chain = chain
        self.chains = chains
    }

    /// The client asks for a server of this name.
    func asked(for serverName: [UInt8]) {
        self.facts = self.facts.of(serverName: serverName, isSecure: self.facts.isSecure)
    }

    /// The handshake is done: what follows is secret.
    func secured(clientCertificate: [UInt8]?) {
        self.facts = self.facts.of(serverName: self.serverName, isSecure: true)
        self.clientCertificate = clientCertificate
    }

    /// Where a request finds its route.
    enum Routes {
        /// In this table.
        case table(RouteTable)
        /// Not on this connection: its host belongs to a server that is reached by another handshake.
        case misdirected
        /// Nowhere: the listener does not speak HTTP any more.
        case none
    }

    /// The routes for a request, as of the current snapshot.
    func routes(for request: RequestHead) -> Routes {
        switch self.socket.content {
        case .http(let table): return .table(table)
        case .tcp: return .none
        case .tls(let chains):
            guard let chain = self.currentChain(chains) else { return .none }
            switch request.withBytes(request.authority, { chains.routes(for: $0, in: chain) }) {
            case .routes(let table): return .table(table)
            case .misdirected: return .misdirected
            }
        }
    }

    /// The connection's chain in the current snapshot.
    private func currentChain(_ chains: TLSChainTable) -> CompiledTLSChain? {
        if self.chains !== chains {
            self.chains = chains
            self.chain = self.serverName.withUnsafeBytes { chains.chain(for: $0) }
        }
        return self.chain
    }
}

extension ConnectionFacts {
    /// The same, with what a TLS handshake tells.
    fileprivate func of(serverName: [UInt8], isSecure: Bool) -> ConnectionFacts {
        ConnectionFacts(
            remoteAddress: self.remoteAddress, remoteAddressAndPort: self.remoteAddressAndPort,
            localAddressAndPort: self.localAddressAndPort, isSecure: isSecure, serverName: serverName)
    }
}
