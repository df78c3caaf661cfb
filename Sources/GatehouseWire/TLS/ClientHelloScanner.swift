/// Finds the client's hello in the first bytes of a connection, which arrive in pieces, and reads it.
///
/// A pure machine that consumes nothing: what it was shown still goes to whoever answers the handshake. Every byte is
/// looked at once, and the message is gathered from its records (RFC 8446 section 5.1) up to a limit. An encrypted
/// hello stays encrypted: its outer one is read like any other.
public struct ClientHelloScanner: Sendable {
    /// What is known so far.
    public enum Outcome: Hashable, Sendable {
        /// The hello has arrived.
        case complete(ClientHello)
        /// More bytes are needed.
        case incomplete
        /// The connection does not begin with TLS; known from the first byte, or the second. An SSL 2.0 hello counts as
        /// no TLS.
        case notTLS
        /// It can't become a hello.
        case refused(ClientHelloRefusal)
    }

    /// Longest hello by default: Envoy's limit. Hellos with post-quantum key shares take some 2 KiB.
    public static let defaultLimit = 16 << 10
    /// How many records a hello may be cut into. Clients use one or two, those that evade inspection a few more.
    static let maximumRecords = 32
    /// Longest plaintext of a record (RFC 8446 section 5.1).
    static let maximumRecordLength = 1 << 14

    private static let recordHeaderLength = 5
    private static let messageHeaderLength = 4

    private let limit: Int
    /// Bytes already looked at.
    private var scanned = 0
    private var records = 0
    /// How much is left of the record that is being looked at.
    private var recordRemaining = 0
    /// The handshake message as far as it has arrived.
    private var message: [UInt8] = []
    /// What it came to; nothing changes it any more.
    private var decision: Outcome?

    /// A scanner at the beginning of a connection.
    ///
    /// - Parameter limit: longest message in bytes; headers of records are not counted.
    public init(limit: Int = Self.defaultLimit) { self.limit = limit }

    /// Looks at the bytes from the beginning of the connection to what has arrived so far.
    public mutating func scan(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        if let decision = self.decision { return decision }
        let outcome = self.advance(bytes)
        if outcome != .incomplete { self.decision = outcome }
        return outcome
    }

    private mutating func advance(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        while self.scanned < bytes.count {
            if self.recordRemaining == 0 {
                if let outcome = self.takeRecordHeader(bytes) { return outcome }
            }
            let count = min(self.recordRemaining, bytes.count - self.scanned)
            self.message.append(contentsOf: bytes[self.scanned..<(self.scanned + count)])
            self.scanned += count
            self.recordRemaining -= count
            if let outcome = self.examineMessage() { return outcome }
        }
        return .incomplete
    }

    /// Takes the header of a record; an outcome when there is none yet, or when it is a wrong one.
    private mutating func takeRecordHeader(_ bytes: UnsafeRawBufferPointer) -> Outcome? {
        var cursor = ByteCursor(UnsafeRawBufferPointer(rebasing: bytes[self.scanned...]))
        let isFirst = self.records == 0
        // A handshake record of any version: the minor number is ignored, as RFC 8446 section 5.1 demands.
        guard let type = cursor.readByte() else { return .incomplete }
        guard type == 22 else { return isFirst ? .notTLS : .refused(.malformedRecord) }
        guard let major = cursor.readByte() else { return .incomplete }
        guard major == 3 else { return isFirst ? .notTLS : .refused(.malformedRecord) }
        guard cursor.readByte() != nil, let length = cursor.readNumber(bytes: 2) else { return .incomplete }
        guard length > 0, length <= Self.maximumRecordLength else { return .refused(.malformedRecord) }
        guard self.records < Self.maximumRecords else { return .refused(.tooManyRecords) }
        self.records += 1
        self.recordRemaining = length
        self.scanned += Self.recordHeaderLength
        return nil
    }

    /// Says what the message is; nil when it has to grow.
    private func examineMessage() -> Outcome? {
        self.message.withUnsafeBytes { bytes in
            var cursor = ByteCursor(bytes)
            guard let type = cursor.readByte() else { return nil }
            guard type == 1 else { return .refused(.unexpectedMessage) }
            guard let length = cursor.readNumber(bytes: 3) else { return nil }
            guard length + Self.messageHeaderLength <= self.limit else { return .refused(.tooLarge) }
            guard cursor.remaining >= length else { return nil }
            // A client has nothing to say between its hello and the server's, so that the record ends with it.
            guard let body = cursor.readBytes(length), cursor.remaining == 0, self.recordRemaining == 0 else {
                return .refused(.malformedRecord)
            }
            var parser = ClientHelloParser()
            if let refusal = parser.parse(body) { return .refused(refusal) }
            return .complete(parser.hello)
        }
    }
}
