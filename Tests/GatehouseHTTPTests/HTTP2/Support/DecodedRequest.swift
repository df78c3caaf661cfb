@testable import GatehouseHTTP

/// A request as it was decoded.
struct DecodedRequest {
    var head = RequestHead()
    var framing = MessageFraming()
    var outcome = HTTP2HeadOutcome.complete

    init(_ block: [UInt8], endsStream: Bool = true, limits: HeadLimits = HeadLimits()) {
        var decoder = HPACKDecoder()
        self.take(block, &decoder, endsStream: endsStream, limits: limits)
    }

    init(_ lines: [String], endsStream: Bool = true, limits: HeadLimits = HeadLimits()) {
        self.init(block(lines), endsStream: endsStream, limits: limits)
    }

    mutating func take(
        _ block: [UInt8], _ decoder: inout HPACKDecoder, endsStream: Bool = true, limits: HeadLimits = HeadLimits()
    ) {
        self.outcome = block.withUnsafeBytes {
            HTTP2RequestDecoder.decode(
                $0, with: &decoder, limits: limits, endsStream: endsStream, into: &self.head, framing: &self.framing)
        }
    }

    /// The fields in text.
    var lines: [String] {
        self.head.headers.fields.map { "\(self.head.string($0.name)): \(self.head.string($0.value))" }
    }
}

/// What every request has.
let requestTarget = [":method: GET", ":scheme: https", ":authority: a.example", ":path: /"]
