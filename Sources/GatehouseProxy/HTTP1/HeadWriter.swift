import GatehouseHTTP
import NIOCore

/// Writes heads as HTTP/1.1: one pass of copies from a head's storage into the buffer that goes to the socket.
enum HeadWriter {
    /// What the fields of a message do not say of its body's end.
    enum Framing {
        /// Nothing.
        case stated
        /// That it comes in chunks.
        case chunked
        /// Its length.
        case length(UInt64)

        /// Writes the field that says it.
        @inline(__always)
        fileprivate func write(to output: inout ByteOutput) {
            switch self {
            case .stated: break
            case .chunked: output.append("transfer-encoding: chunked\r\n")
            case .length(let length):
                output.append("content-length: ")
                output.append(decimal: Int(clamping: length))
                output.append("\r\n")
            }
        }
    }

    /// Writes a request head.
    static func write(_ head: RequestHead, _ framing: Framing, into buffer: inout ByteBuffer) {
        let capacity =
            self.size(of: head.headers) + Int(head.method.count) + Int(head.path.count) + Int(head.query.count)
            + Int(head.authority.count) + 96
        _ = head.headers.bytes.withUnsafeBytes { source in
            buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: capacity) { target in
                var output = ByteOutput(target)
                output.append(source, head.method)
                output.append(0x20)
                output.append(source, head.path)
                output.append(source, head.query)
                output.append(" HTTP/1.1\r\nhost: ")
                output.append(source, head.authority)
                output.append("\r\n")
                self.writeFields(head.headers.fields, source, &output)
                framing.write(to: &output)
                output.append("\r\n")
                return output.count
            }
        }
    }

    /// Writes a response head.
    static func write(_ head: ResponseHead, _ framing: Framing, closes: Bool, into buffer: inout ByteBuffer) {
        let reason = StatusReason.phrase(head.status)
        let capacity = self.size(of: head.headers) + reason.utf8CodeUnitCount + 96
        _ = head.headers.bytes.withUnsafeBytes { source in
            buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: capacity) { target in
                var output = ByteOutput(target)
                output.append("HTTP/1.1 ")
                output.append(decimal: head.status)
                output.append(0x20)
                output.append(reason)
                output.append("\r\n")
                self.writeFields(head.headers.fields, source, &output)
                framing.write(to: &output)
                output.append(closes ? "connection: close\r\n\r\n" : "\r\n")
                return output.count
            }
        }
    }

    /// Writes the last chunk with its trailers.
    static func writeLastChunk(trailers: HeaderBlock?, into buffer: inout ByteBuffer) {
        buffer.writeStaticString("0\r\n")
        if let trailers, !trailers.fields.isEmpty {
            _ = trailers.bytes.withUnsafeBytes { source in
                buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: self.size(of: trailers)) { target in
                    var output = ByteOutput(target)
                    self.writeFields(trailers.fields, source, &output)
                    return output.count
                }
            }
        }
        buffer.writeStaticString("\r\n")
    }

    /// Writes the line before a chunk's data.
    static func writeChunkSize(_ count: Int, into buffer: inout ByteBuffer) {
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 20) { target in
            var output = ByteOutput(target)
            output.append(hexadecimal: count)
            output.append("\r\n")
            return output.count
        }
    }

    private static func size(of headers: HeaderBlock) -> Int {
        var size = 0
        for field in headers.fields { size &+= Int(field.name.count) &+ Int(field.value.count) &+ 4 }
        return size
    }

    @inline(__always)
    private static func writeFields(
        _ fields: [HeaderBlock.Field], _ source: UnsafeRawBufferPointer, _ output: inout ByteOutput
    ) {
        for field in fields {
            output.append(source, field.name)
            output.append(": ")
            output.append(source, field.value)
            output.append("\r\n")
        }
    }
}
