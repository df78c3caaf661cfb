/// Finds the data of a message's body in bytes that arrive in pieces. A pure machine: it says what the bytes at the
/// front are, the caller moves them.
public struct BodyDecoder: Sendable {
    /// What the next bytes are.
    public enum Step: Equatable, Sendable {
        /// This many bytes of data: forward them and ask again.
        case data(Int)
        /// This many bytes of syntax: skip them and ask again.
        case skip(Int)
        /// The trailer section, this many bytes with its final empty line: the body ends after it.
        case trailers(Int)
        /// The body has ended.
        case ended
        /// More bytes are needed.
        case incomplete
        /// The bytes are not what the head announced.
        case refused(HTTP1Refusal)

        /// How many bytes the step is about.
        public var count: Int {
            switch self {
            case .data(let count), .skip(let count), .trailers(let count): count
            case .ended, .incomplete, .refused: 0
            }
        }
    }

    private enum State: Sendable {
        case fixed(remaining: UInt64)
        case chunked(ChunkedDecoder)
        case trailers(HeadScanner)
        case untilClose
        case ended
    }

    private var state: State
    private let trailerLimit: Int

    /// A decoder for a body that is framed like this.
    ///
    /// - Parameter isResponse: responses are read with more patience, see `ChunkedDecoder`.
    public init(_ length: BodyLength, limits: HeadLimits, isResponse: Bool) {
        self.trailerLimit = limits.bytes
        switch length {
        case .none: self.state = .ended
        case .fixed(0): self.state = .ended
        case .fixed(let count): self.state = .fixed(remaining: count)
        case .chunked: self.state = .chunked(ChunkedDecoder(toleratesPadding: isResponse))
        case .untilClose: self.state = .untilClose
        }
    }

    /// Whether the whole body has been seen.
    public var isEnded: Bool {
        if case .ended = self.state { true } else { false }
    }

    /// Says what the bytes at the front are.
    public mutating func next(_ bytes: UnsafeRawBufferPointer) -> Step {
        switch self.state {
        case .ended:
            return .ended
        case .untilClose:
            return bytes.isEmpty ? .incomplete : .data(bytes.count)
        case .fixed(let remaining):
            guard !bytes.isEmpty else { return .incomplete }
            let count = Int(min(remaining, UInt64(bytes.count)))
            self.state = UInt64(count) == remaining ? .ended : .fixed(remaining: remaining - UInt64(count))
            return .data(count)
        case .chunked(var decoder):
            let step = decoder.next(bytes)
            self.state = .chunked(decoder)
            return self.translate(step, bytes)
        case .trailers(var scanner):
            let outcome = scanner.scan(bytes, limit: self.trailerLimit)
            self.state = .trailers(scanner)
            return self.translate(outcome)
        }
    }

    /// The connection ended: true when that is a legal end of the body.
    public mutating func connectionEnded() -> Bool {
        switch self.state {
        case .ended: return true
        case .untilClose:
            self.state = .ended
            return true
        case .fixed, .chunked, .trailers: return false
        }
    }

    private mutating func translate(_ step: ChunkedDecoder.Step, _ bytes: UnsafeRawBufferPointer) -> Step {
        switch step {
        case .skip(let count): return .skip(count)
        case .data(let count): return .data(count)
        case .incomplete: return .incomplete
        case .refused(let refusal): return .refused(refusal)
        case .trailers:
            self.state = .trailers(HeadScanner())
            return self.next(bytes)
        }
    }

    private mutating func translate(_ outcome: HeadScanner.Outcome) -> Step {
        switch outcome {
        case .incomplete: return .incomplete
        case .refused(.headTooLarge): return .refused(.trailersTooLarge)
        case .refused(let refusal): return .refused(refusal)
        case .complete(let count):
            self.state = .ended
            return .trailers(count)
        }
    }
}
