import GatehouseHTTP
import NIOCore

/// Responses as HTTP/1.1.
extension HTTP1DownstreamConnection {
    /// Writes the head of a response; one whose length is not known goes in chunks. Returns the bytes on the wire.
    ///
    /// HTTP/2 tells the end of a body without a `content-length`, here it has to be there: a client would wait for the end
    /// of the connection.
    func write(head: ResponseHead, body: BodyLength, closes: Bool) -> Int {
        var framing = HeadWriter.Framing.stated
        self.writesChunks = false
        switch body {
        case .chunked, .untilClose:
            self.writesChunks = true
            framing = .chunked
        case .fixed(let length): if !head.headers.contains(.contentLength) { framing = .length(length) }
        case .none: break
        }
        return self.count { HeadWriter.write(head, framing, closes: closes, into: &$0) }
    }

    /// Writes the head of an interim response.
    func write(interim head: ResponseHead) {
        self.write { HeadWriter.write(head, .stated, closes: false, into: &$0) }
    }

    /// Writes a part of a body. Returns the bytes on the wire.
    func write(body: ByteBuffer) -> Int {
        guard self.writesChunks else {
            self.send(body)
            return body.readableBytes
        }
        let head = self.count { HeadWriter.writeChunkSize(body.readableBytes, into: &$0) }
        self.send(body)
        self.write { $0.writeStaticString("\r\n") }
        return head + body.readableBytes + 2
    }

    /// Writes the end of a response. Returns the bytes on the wire.
    func writeEnd(trailers: HeaderBlock?) -> Int {
        guard self.writesChunks else { return 0 }
        return self.count { HeadWriter.writeLastChunk(trailers: trailers, into: &$0) }
    }

    private func count(_ body: (inout ByteBuffer) -> Void) -> Int {
        var count = 0
        self.write { buffer in
            let before = buffer.writerIndex
            body(&buffer)
            count = buffer.writerIndex - before
        }
        return count
    }
}
