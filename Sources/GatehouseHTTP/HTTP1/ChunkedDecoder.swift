/// Decodes a chunked body (RFC 9112 section 7.1) that arrives in pieces.
///
/// A pure machine: it looks at bytes and says which of them are data. Extensions are passed over and not forwarded;
/// everything else that is not exactly the grammar is refused, bare line feeds included.
public struct ChunkedDecoder: Sendable {
    /// What the next bytes are.
    public enum Step: Equatable, Sendable {
        /// This many bytes of syntax: skip them and ask again.
        case skip(Int)
        /// This many bytes of data: forward them and ask again.
        case data(Int)
        /// Trailers are next, and have begun: `TrailerParser`'s business.
        case trailers
        /// More bytes are needed.
        case incomplete
        /// It is not chunked coding.
        case refused(HTTP1Refusal)
    }

    private enum State: Sendable {
        case size(value: UInt64, digits: Int, lineLength: Int)
        case sizeWhitespace(value: UInt64, lineLength: Int)
        case sizeExtension(value: UInt64, lineLength: Int)
        case sizeLineFeed(value: UInt64)
        case data(remaining: UInt64)
        case dataCarriageReturn
        case dataLineFeed
        case trailers
    }

    /// Longest line of a chunk's size with its extensions.
    static let maximumLineLength = 4096

    private var state = State.size(value: 0, digits: 0, lineLength: 0)
    private let toleratesPadding: Bool

    /// A decoder at the beginning of a body.
    ///
    /// - Parameter toleratesPadding: whether white space may follow a size, as some servers pad it. For responses only:
    ///   the size is written anew on the way downstream, so that nobody else has to read it.
    public init(toleratesPadding: Bool = false) { self.toleratesPadding = toleratesPadding }

    /// Says what the bytes at the front are.
    public mutating func next(_ bytes: UnsafeRawBufferPointer) -> Step {
        if case .data(let remaining) = self.state {
            guard !bytes.isEmpty else { return .incomplete }
            let count = Int(min(remaining, UInt64(bytes.count)))
            self.state = UInt64(count) == remaining ? .dataCarriageReturn : .data(remaining: remaining - UInt64(count))
            return .data(count)
        }
        if case .trailers = self.state { return .trailers }
        var index = 0
        while index < bytes.count {
            guard self.take(bytes[index]) else { return .refused(.malformedChunk) }
            index += 1
            switch self.state {
            case .data, .trailers: return .skip(index)
            default: continue
            }
        }
        return index > 0 ? .skip(index) : .incomplete
    }

    /// Takes one byte of syntax; false when it does not belong there.
    private mutating func take(_ byte: UInt8) -> Bool {
        switch self.state {
        case .size(let value, let digits, let length):
            if let digit = byte.hexadecimalValue {
                // 15 digits hold every body there is and can't overflow.
                guard digits < 15 else { return false }
                self.state = .size(value: value << 4 | UInt64(digit), digits: digits + 1, lineLength: length + 1)
                return true
            }
            guard digits > 0 else { return false }
            return self.takeAfterSize(byte, value, length)
        case .sizeWhitespace(let value, let length):
            return self.takeAfterSize(byte, value, length, isPadded: true)
        case .sizeExtension(let value, let length):
            if byte == 0x0D {
                self.state = .sizeLineFeed(value: value)
                return true
            }
            guard length < Self.maximumLineLength, byte >= 0x20 || byte == 0x09, byte != 0x7F else { return false }
            self.state = .sizeExtension(value: value, lineLength: length + 1)
            return true
        case .sizeLineFeed(let value):
            guard byte == 0x0A else { return false }
            self.state = value == 0 ? .trailers : .data(remaining: value)
            return true
        case .dataCarriageReturn:
            guard byte == 0x0D else { return false }
            self.state = .dataLineFeed
            return true
        case .dataLineFeed:
            guard byte == 0x0A else { return false }
            self.state = .size(value: 0, digits: 0, lineLength: 0)
            return true
        case .data, .trailers:
            return false
        }
    }

    private mutating func takeAfterSize(
        _ byte: UInt8, _ value: UInt64, _ length: Int, isPadded: Bool = false
    ) -> Bool {
        guard length < Self.maximumLineLength else { return false }
        if byte == 0x0D, isPadded, !self.toleratesPadding { return false }
        switch byte {
        case 0x0D: self.state = .sizeLineFeed(value: value)
        case UInt8(ascii: ";"): self.state = .sizeExtension(value: value, lineLength: length + 1)
        case 0x20, 0x09: self.state = .sizeWhitespace(value: value, lineLength: length + 1)
        default: return false
        }
        return true
    }
}
