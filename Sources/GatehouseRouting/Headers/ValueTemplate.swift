import GatehouseHTTP

/// A header value with its substitutions, parsed once.
struct ValueTemplate: Sendable {
    /// A piece of the value.
    enum Segment: Sendable {
        case literal([UInt8])
        case command(Command)
    }

    /// Something that is known only when there is a request.
    enum Command: Sendable {
        case remoteAddress
        case remoteAddressWithoutPort
        case remotePort
        case directRemoteAddress
        case directRemoteAddressWithoutPort
        case localAddress
        case localAddressWithoutPort
        case localPort
        case serverName
        case upstreamAddress
        case protocolVersion
        case startTime(TimeFormat)
        case responseCode
        case requestHeader(HeaderReference)
        case responseHeader(HeaderReference)
    }

    /// A header named by a command: `name?alternative):limit`.
    struct HeaderReference: Sendable {
        var name: [UInt8]
        var alternative: [UInt8]?
        /// The value is cut after this many bytes; nil for no limit.
        var limit: Int?
    }

    /// The pieces in order; neighbouring literals are one.
    var segments: [Segment]

    /// The whole value where it has no substitutions.
    var constant: [UInt8]? {
        switch self.segments.count {
        case 0: return []
        case 1:
            guard case .literal(let bytes) = self.segments[0] else { return nil }
            return bytes
        default: return nil
        }
    }
}
