/// Decodes a chunked body piece by piece, so that a large one never has to be held.
struct ChunkDecoder {
    private enum State {
        case size
        case data(left: Int)
        case dataEnd
        case trailer
        case complete
    }

    private var state = State.size
    private var trailerLines: [String] = []
    /// The trailer fields, once complete.
    private(set) var trailers = HeaderLines()

    /// Whether the end of the body was reached.
    var isComplete: Bool { if case .complete = self.state { true } else { false } }

    /// Uses as much of `bytes` as it can, hands on the data, and returns how many bytes it used.
    mutating func consume(_ bytes: ArraySlice<UInt8>, _ data: (ArraySlice<UInt8>) -> Void) throws -> Int {
        var rest = bytes
        while true {
            switch self.state {
            case .size:
                guard let line = Self.line(&rest) else { return bytes.count - rest.count }
                let digits = line.prefix { $0 != ";" }
                guard let size = Int(digits, radix: 16), size >= 0, digits.first?.isHexDigit == true else {
                    throw MessageError.chunk(line)
                }
                self.state = size == 0 ? .trailer : .data(left: size)
            case .data(let left):
                let piece = rest.prefix(left)
                if piece.isEmpty { return bytes.count - rest.count }
                data(piece)
                rest = rest.dropFirst(piece.count)
                self.state = piece.count == left ? .dataEnd : .data(left: left - piece.count)
            case .dataEnd:
                guard rest.count >= 2 else { return bytes.count - rest.count }
                guard rest.starts(with: [13, 10]) else { throw MessageError.chunk("no CRLF after the data") }
                rest = rest.dropFirst(2)
                self.state = .size
            case .trailer:
                guard let line = Self.line(&rest) else { return bytes.count - rest.count }
                if line.isEmpty {
                    self.trailers = try MessageReader.fields(self.trailerLines)
                    self.state = .complete
                } else {
                    self.trailerLines.append(line)
                }
            case .complete:
                return bytes.count - rest.count
            }
        }
    }

    private static func line(_ rest: inout ArraySlice<UInt8>) -> String? {
        guard let end = rest.firstRange(of: [13, 10]) else { return nil }
        defer { rest = rest[end.upperBound...] }
        return String(decoding: rest[..<end.lowerBound], as: UTF8.self)
    }
}
