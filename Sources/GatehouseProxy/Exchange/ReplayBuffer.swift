import GatehouseHTTP
import NIOCore

/// What has been sent of a request's body, kept so that it can be sent again (semantics A11).
struct ReplayBuffer {
    /// How much of a request's body is kept: as much as Envoy buffers for retries. What is larger is not tried again once
    /// it has grown beyond.
    static let limit = 1 << 20

    private var parts: [ByteBuffer] = []
    private var count = 0
    /// The trailers that ended the body, if any did.
    var trailers: HeaderBlock?

    /// Whether nothing is kept.
    var isEmpty: Bool { self.count == 0 }

    /// Keeps a part; false when that would be too much, and then nothing is kept.
    mutating func append(_ part: ByteBuffer) -> Bool {
        guard self.count + part.readableBytes <= Self.limit else {
            self.clear()
            return false
        }
        self.count += part.readableBytes
        // A slice keeps the whole read buffer that it is of: where that is much larger, its bytes are copied instead.
        if part.readableBytes >= part.storageCapacity / 2 {
            self.parts.append(part)
        } else if self.parts.isEmpty {
            self.parts.append(ByteBuffer(bytes: part.readableBytesView))
        } else {
            self.parts[self.parts.count - 1].writeImmutableBuffer(part)
        }
        return true
    }

    /// Calls `body` with each part, in order.
    func forEach(_ body: (ByteBuffer) -> Void) {
        for part in self.parts { body(part) }
    }

    /// Forgets everything.
    mutating func clear() {
        guard self.count > 0 || self.trailers != nil else { return }
        self.parts.removeAll()
        self.count = 0
        self.trailers = nil
    }
}
