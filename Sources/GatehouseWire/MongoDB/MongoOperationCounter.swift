/// Watches the bytes of one direction of a MongoDB connection and counts its messages by what they do.
///
/// It only reads headers (MongoDB wire protocol, "Standard Message Header") and changes nothing. A stream that does not
/// look like MongoDB, because it is encrypted for example, is not an error: counting stops.
public struct MongoOperationCounter: Sendable {
    /// Length of a header, and so of the shortest message.
    static let headerLength = 16
    /// Longest message that servers accept (`maxMessageSizeBytes`).
    static let maximumLength = 48_000_000

    /// Bytes of the header so far.
    private var headerCount = 0
    /// The field of the header that is being read; the numbers are little-endian.
    private var field: UInt32 = 0
    /// Length of the message whose header is being read.
    private var length = 0
    /// What is left of a message whose header has been read.
    private var bodyRemaining = 0
    /// Whether the stream was found not to be MongoDB's; nothing is counted any more.
    public private(set) var isBroken = false

    /// A counter at the beginning of a connection.
    public init() {}

    /// Takes the next bytes and calls `count` for each header that is complete with them.
    public mutating func take(_ bytes: UnsafeRawBufferPointer, _ count: (MongoOperation) -> Void) {
        var index = 0
        while index < bytes.count, !self.isBroken {
            if self.bodyRemaining > 0 {
                let skipped = min(self.bodyRemaining, bytes.count - index)
                self.bodyRemaining -= skipped
                index += skipped
                continue
            }
            if let operation = self.takeHeaderByte(bytes[index]) { count(operation) }
            index += 1
        }
    }

    /// Takes a byte of the header: length, request, request answered, opcode, four bytes each.
    private mutating func takeHeaderByte(_ byte: UInt8) -> MongoOperation? {
        self.field = self.field >> 8 | UInt32(byte) << 24
        self.headerCount += 1
        if self.headerCount == 4 {
            self.length = Int(self.field)
            self.isBroken = self.length < Self.headerLength || self.length > Self.maximumLength
        }
        guard self.headerCount == Self.headerLength else { return nil }
        self.headerCount = 0
        guard let operation = MongoOperation(opcode: Int32(bitPattern: self.field)) else {
            self.isBroken = true
            return nil
        }
        self.bodyRemaining = self.length - Self.headerLength
        return operation
    }
}
