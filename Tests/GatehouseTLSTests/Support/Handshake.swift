import GatehouseTLS
import NIOCore
import NIOEmbedded
import NIOSSL

/// Both ends of a TLS connection in memory, once neither has anything more to say.
struct Handshake {
    let server = EmbeddedChannel()
    let client = EmbeddedChannel()
    /// What was negotiated (ALPN); nil when the end did not get that far.
    private(set) var serverProtocol: String??
    private(set) var clientProtocol: String??
    /// Why an end failed.
    private(set) var serverError: (any Error)?
    private(set) var clientError: (any Error)?

    /// Whether both ends came to an agreement.
    var isDone: Bool { self.serverProtocol != nil && self.clientProtocol != nil }

    /// What the server presented.
    var serverCertificate: NIOSSLCertificate? {
        (try? self.client.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self))?.peerCertificate
    }

    init(
        server serverContext: ServerTLSContext, client clientContext: ClientTLSContext,
        serverName: String? = "a.example",
        supportsECDSA: Bool = true
    ) throws {
        let serverEnd = End()
        let clientEnd = End()
        let address = try SocketAddress(unixDomainSocketPath: "none")
        try self.server.pipeline.syncOperations.addHandler(serverEnd)
        try self.server.connect(to: address).wait()
        try self.client.pipeline.syncOperations.addHandler(clientContext.makeHandler(serverName: serverName))
        try self.client.pipeline.syncOperations.addHandler(clientEnd)
        try self.client.connect(to: address).wait()
        let hello = try self.client.takeOutbound()
        try serverContext.secure(self.server, before: serverEnd, supportsECDSA: supportsECDSA, replaying: hello)
        while true {
            let toClient = try self.server.takeOutbound()
            if toClient.readableBytes > 0 { try self.client.writeInbound(toClient) }
            let toServer = try self.client.takeOutbound()
            if toServer.readableBytes > 0 { try self.server.writeInbound(toServer) }
            self.server.embeddedEventLoop.run()
            self.client.embeddedEventLoop.run()
            if toClient.readableBytes == 0, toServer.readableBytes == 0 { break }
        }
        self.serverProtocol = serverEnd.negotiated
        self.clientProtocol = clientEnd.negotiated
        self.serverError = serverEnd.error
        self.clientError = clientEnd.error
    }
}

/// Notes what the TLS handler says.
private final class End: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    var negotiated: String??
    var error: (any Error)?

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.negotiated(let name)) = TLSHandshakeEvent(event) { self.negotiated = .some(name) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { self.error = self.error ?? error }
}

extension EmbeddedChannel {
    /// All that has been written.
    fileprivate func takeOutbound() throws -> ByteBuffer {
        var all = ByteBuffer()
        while var part = try self.readOutbound(as: ByteBuffer.self) { all.writeBuffer(&part) }
        return all
    }
}
