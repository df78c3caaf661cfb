import Hummingbird
import NIOCore

/// The body of an answer that a connection does not take at once. A client that takes none of it for long has its connection
/// closed.
struct LongBody {
    let bytes: [UInt8]
    let channel: any Channel
    /// How long a client may take no part of what is written.
    let patience: Duration

    func body() -> ResponseBody {
        ResponseBody(contentLength: self.bytes.count) { [bytes, channel, patience] writer in
            let writes = WriteWatch()
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { await writes.close(channel, whenStalledFor: patience) }
                for part in WriteWatch.parts(of: bytes) {
                    writes.begin()
                    try await writer.write(ByteBuffer(bytes: part))
                    writes.end()
                }
                writes.begin()
                try await writer.finish(nil)
                group.cancelAll()
            }
        }
    }
}
