import GatehouseHTTP
import GatehouseRouting
import GatehouseWire
import NIOCore

/// Where a client's connection comes from, and what was found out about it before anything was asked over it. Stays the
/// same while one protocol gives way to the next. Bound to its worker's loop.
final class DownstreamSource {
    /// The socket that the connection came in by.
    let socket: ListenerSocket
    /// What header templates are told of the connection.
    private(set) var requestFacts: RequestFacts
    /// The server name that the client sent; empty for none, and without TLS.
    var serverName: [UInt8] { self.requestFacts.serverName }
    /// What `x-forwarded-client-cert` says of a client whose certificate was verified.
    private(set) var clientCertificate: [UInt8]?
    /// The chain that took the connection, as of `chains`.
    private var chain: CompiledTLSChain?
    private var chains: TLSChainTable?

    /// The source of a connection that has just been accepted.
    init(socket: ListenerSocket, channel: any Channel) {
        self.socket = socket
        let remote = channel.remoteAddress
        self.requestFacts = RequestFacts(
            connection: ConnectionFacts(
                remoteAddress: AddressText.withoutPort(remote), remoteAddressAndPort: AddressText.withPort(remote),
                localAddressAndPort: AddressText.withPort(channel.localAddress)))
    }

    /// Both addresses, and whether the connection is encrypted.
    var facts: ConnectionFacts { self.requestFacts.connection }

    /// A trusted peer says whom it speaks for.
    func proxied(_ addresses: ProxyHeader.Addresses) {
        let source = AddressText.text(addresses.source.bytes)
        self.requestFacts.connection.remoteAddress = source
        self.requestFacts.connection.remoteAddressAndPort = AddressText.text(source, port: addresses.source.port)
        self.requestFacts.connection.localAddressAndPort = AddressText.text(
            AddressText.text(addresses.destination.bytes), port: addresses.destination.port)
    }

    /// The client's first TLS message chose a chain.
    func chose(_ chain: CompiledTLSChain, of chains: TLSChainTable) {
        self.chain = chain
        self.chains = chains
    }

    /// The client asks for a server of this name.
    func asked(for serverName: [UInt8]) { self.requestFacts.serverName = serverName }

    /// The handshake is done: what follows is secret.
    func secured(clientCertificate: [UInt8]?) {
        self.requestFacts.connection.isSecure = true
        self.requestFacts.scheme = .https
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
