import NIOCore
import NIOHTTP1

/// Answers every request with its backend's page. Bound to its channel's event loop.
final class ShopHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let backend: Backend
    private var head: HTTPRequestHead?

    init(backend: Backend) { self.backend = backend }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end:
            guard let head = self.head else { return }
            self.head = nil
            self.answer(head, on: context)
        }
    }

    private func answer(_ request: HTTPRequestHead, on context: ChannelHandlerContext) {
        let page = self.backend.page(for: request)
        let headers: HTTPHeaders = [
            "content-type": page.type,
            "content-length": String(page.text.utf8.count),
            "x-backend": "\(self.backend.name)/\(self.backend.version)",
        ]
        let head = HTTPResponseHead(version: .http1_1, status: .ok, headers: headers)
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        if request.method != .HEAD {
            let body = context.channel.allocator.buffer(string: page.text)
            context.write(Self.wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
        }
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil)), promise: nil)
    }
}
