import GatehouseHTTP
import GatehouseWire
import NIOCore

/// Turns a gRPC-Web call into a gRPC call on its way up, and the response back on its way down: browsers can neither see
/// trailers nor send every byte, so trailers become the last part of the body and the body may be Base64.
struct GRPCWebTranslation {
    private let format: GRPCWebFormat
    private var decoder: Base64Decoder?
    private var encoder: Base64Encoder?
    private var hasTranslatedHead = false

    /// Makes a request a gRPC call, if it is one of gRPC-Web; nil when it is not.
    init?(_ request: inout RequestHead, _ framing: inout MessageFraming) {
        guard let type = request.headers.first(.contentType),
            let sent = request.withBytes(type, { GRPCWebFormat(mediaType: $0) }),
            let grpc = request.withBytes(type, { GRPCWebFormat.grpcContentType(for: $0) })
        else { return nil }
        let accepted = request.headers.index(of: Self.accept).flatMap { index in
            request.withBytes(request.headers.fields[index].value) { GRPCWebFormat(mediaType: $0) }
        }
        self.format = accepted ?? sent
        request.headers.set(.contentType, value: request.headers.store(grpc))
        request.headers.set(.te, value: request.headers.store("trailers"))
        if sent == .text {
            self.decoder = Base64Decoder()
            request.headers.removeAll(.contentLength)
            if framing.body != .none { framing.body = .chunked }
        }
        if self.format == .text { self.encoder = Base64Encoder() }
    }

    private static let accept = Array("accept".utf8)

    /// A part of a request's body as the upstream gets it; nil when it is no Base64.
    mutating func request(_ bytes: ByteBuffer) -> ByteBuffer? {
        guard self.decoder != nil else { return bytes }
        var decoded: [UInt8] = []
        let isValid = bytes.withUnsafeReadableBytes { self.decoder?.decode($0, into: &decoded) ?? false }
        return isValid ? ByteBuffer(bytes: decoded) : nil
    }

    /// Whether the request's body may end here.
    var isRequestComplete: Bool { self.decoder?.isAtBoundary ?? true }

    /// Makes the head of a gRPC response one of gRPC-Web. What is no gRPC is left as it is, and so is a response that is
    /// its head alone, which browsers can see.
    mutating func translate(_ response: inout ResponseHead, _ framing: inout MessageFraming) {
        guard let type = response.headers.first(.contentType),
            let web = response.headers.withBytes(type, { self.format.contentType(for: $0) })
        else { return }
        response.headers.set(.contentType, value: response.headers.store(web))
        guard framing.body != .none, framing.body != .fixed(0) else { return }
        self.hasTranslatedHead = true
        response.headers.removeAll(.contentLength)
        framing.body = .chunked
    }

    /// A part of a response's body as the client gets it.
    mutating func response(_ bytes: ByteBuffer) -> ByteBuffer {
        guard self.hasTranslatedHead, self.encoder != nil else { return bytes }
        var encoded: [UInt8] = []
        bytes.withUnsafeReadableBytes { self.encoder?.encode($0, into: &encoded) }
        self.encoder?.flush(into: &encoded)
        return ByteBuffer(bytes: encoded)
    }

    /// The last part of a response's body: its trailers; nil where there is nothing to say.
    mutating func end(_ trailers: HeaderBlock?) -> ByteBuffer? {
        guard self.hasTranslatedHead, let trailers else { return nil }
        var frame = GRPCWebTrailers()
        for field in trailers.fields {
            trailers.withBytes(field.name) { name in
                _ = trailers.withBytes(field.value) { frame.append(name: name, value: $0) }
            }
        }
        var bytes: [UInt8] = []
        frame.write(into: &bytes)
        return self.response(ByteBuffer(bytes: bytes))
    }
}
