/// The types of frames that the gateway sends (RFC 9113 section 6).
public enum HTTP2FrameType: UInt8, Sendable {
    case data = 0
    case headers = 1
    case reset = 3
    case settings = 4
    case ping = 6
    case goAway = 7
    case windowUpdate = 8
    case continuation = 9
}

/// The flags of frames that the gateway sends.
public enum HTTP2FrameFlag {
    /// The last frame of a stream.
    public static let endsStream: UInt8 = 1
    /// The last frame of a header block.
    public static let endsBlock: UInt8 = 4
    /// An answer to SETTINGS or PING.
    public static let acknowledges: UInt8 = 1
}

/// What a client sends first (RFC 9113 section 3.4).
public enum HTTP2Preface {
    /// The bytes.
    public static let text: StaticString = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

    /// How the bytes that have arrived compare with it.
    public enum Outcome: Equatable, Sendable {
        /// They are a part of it.
        case incomplete
        /// They begin with it.
        case complete
        /// They begin with something else.
        case absent
    }

    /// Compares.
    public static func check(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        let preface = self.text.rawBytes
        let count = min(bytes.count, preface.count)
        let isPrefix = UnsafeRawBufferPointer(rebasing: bytes[..<count]).elementsEqual(preface[..<count])
        return !isPrefix ? .absent : count == preface.count ? .complete : .incomplete
    }
}
