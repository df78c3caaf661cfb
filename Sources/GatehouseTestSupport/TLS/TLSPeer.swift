import Crypto
import NIOCore
import NIOSSL
import NIOTLS
import SwiftASN1
import X509

/// What two ends agreed on by TLS, as a test's end sees it.
public struct TLSPeer: Hashable, Sendable {
    /// The name that the client asked for; nil for none.
    public var serverName: String?
    /// What is spoken inside, if the two agreed on something.
    public var applicationProtocol: String?
    /// The version.
    public var version: TLSVersionName?
    /// The subject of the other end's certificate, such as `CN=a.example`; nil without one.
    public var peerName: String?
    /// Whether the key in the other end's certificate is one of an elliptic curve.
    public var peerHasECDSA = false
}

/// Why TLS did not come about.
public enum TLSPeerError: Error, Hashable {
    /// The handshake failed; the library's words.
    case handshakeFailed(String)
    /// The other end closed the connection before the handshake was done.
    case closed
    /// An identity has no key.
    case noKey
}

/// Waits for the end of the handshake, and reads as long as that takes. Bound to its channel's event loop.
final class TLSHandshakeWatch: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    /// What the two ends agreed on, when they have.
    let future: EventLoopFuture<TLSPeer>
    private var promise: EventLoopPromise<TLSPeer>?
    private var peer: TLSPeer

    /// A watch; `serverName` is the name that this end asks for.
    init(on loop: any EventLoop, serverName: String?) {
        let promise = loop.makePromise(of: TLSPeer.self)
        self.promise = promise
        self.future = promise.futureResult
        self.peer = TLSPeer(serverName: serverName)
    }

    /// The client's hello has been read.
    func named(_ name: String?) { self.peer.serverName = name }

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        context.read()
    }

    func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { context.read() } }

    func handlerRemoved(context: ChannelHandlerContext) { self.end(.failure(TLSPeerError.closed)) }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.handshakeCompleted(let spoken)) = event as? TLSUserEvent {
            let operations = context.pipeline.syncOperations
            self.peer.applicationProtocol = spoken
            self.peer.version = (try? operations.nioSSL_tlsVersion()).flatMap { TLSVersionName($0) }
            if let bytes = try? operations.nioSSL_peerCertificate()?.toDERBytes(),
                let certificate = try? Certificate(derEncoded: bytes)
            {
                self.peer.peerName = "\(certificate.subject)"
                self.peer.peerHasECDSA = P256.Signing.PublicKey(certificate.publicKey) != nil
            }
            self.end(.success(self.peer))
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        self.end(.failure(TLSPeerError.handshakeFailed("\(error)")))
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.end(.failure(TLSPeerError.closed))
        context.fireChannelInactive()
    }

    func fail(_ error: any Error) { self.end(.failure(error)) }

    private func end(_ result: Result<TLSPeer, any Error>) {
        self.promise?.completeWith(result)
        self.promise = nil
    }
}

extension ChannelPipeline.SynchronousOperations {
    /// Adds a client's TLS.
    func addTLS(_ tls: ClientTLS, on loop: any EventLoop) throws {
        try self.addHandler(tls.makeHandler())
        try self.addHandler(TLSHandshakeWatch(on: loop, serverName: tls.serverName))
    }

    /// Adds a server's TLS.
    func addTLS(_ tls: ServerTLS, on loop: any EventLoop) throws {
        let watch = TLSHandshakeWatch(on: loop, serverName: nil)
        let bound = NIOLoopBound(watch, eventLoop: loop)
        do {
            try self.addHandler(tls.makeHandler { bound.value.named($0) })
            try self.addHandler(watch)
        } catch {
            watch.fail(error)
            throw error
        }
    }
}
