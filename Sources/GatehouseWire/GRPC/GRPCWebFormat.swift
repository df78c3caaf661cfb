/// The two forms of gRPC-Web's bodies, as their media types tell them: `application/grpc-web` and
/// `application/grpc-web-text`, both perhaps followed by the messages' format, as in `+proto`.
public enum GRPCWebFormat: Hashable, Sendable, CaseIterable {
    /// Frames as in gRPC.
    case binary
    /// Frames in base64.
    case text

    /// The media type, without the messages' format.
    public var mediaType: StaticString {
        switch self {
        case .binary: "application/grpc-web"
        case .text: "application/grpc-web-text"
        }
    }

    /// The format that a Content-Type names, or the first media type of an Accept; nil when it is not gRPC-Web's.
    public init?(mediaType value: UnsafeRawBufferPointer) {
        guard let format = Self.allCases.first(where: { MediaType.remainder(of: value, after: $0.mediaType) != nil })
        else { return nil }
        self = format
    }

    /// The Content-Type for upstream, `application/grpc+proto` for `application/grpc-web-text+proto`; parameters stay.
    /// Nil when it is not gRPC-Web's.
    public static func grpcContentType(for value: UnsafeRawBufferPointer) -> [UInt8]? {
        for format in Self.allCases {
            guard let rest = MediaType.remainder(of: value, after: format.mediaType) else { continue }
            return MediaType.join(MediaType.grpc, rest)
        }
        return nil
    }

    /// The Content-Type for downstream, `application/grpc-web+proto` for `application/grpc+proto`; parameters stay. Nil
    /// when it is not gRPC's: such a response is no answer to a call and stays as it is.
    public func contentType(for value: UnsafeRawBufferPointer) -> [UInt8]? {
        MediaType.remainder(of: value, after: MediaType.grpc).map { MediaType.join(self.mediaType, $0) }
    }
}

/// Media types by their beginning.
private enum MediaType {
    static let grpc: StaticString = "application/grpc"

    /// What follows `type`: nothing, a suffix or parameters. Nil when the value is another type; case does not matter
    /// (RFC 9110 section 8.3.1).
    static func remainder(of value: UnsafeRawBufferPointer, after type: StaticString) -> UnsafeRawBufferPointer? {
        let count = type.utf8CodeUnitCount
        guard value.count >= count else { return nil }
        for index in 0..<count {
            let byte = value[index]
            guard ((byte &- 0x41) < 26 ? byte | 0x20 : byte) == type.utf8Start[index] else { return nil }
        }
        let rest = UnsafeRawBufferPointer(rebasing: value[count...])
        switch rest.first {
        case nil, UInt8(ascii: "+"), UInt8(ascii: ";"), UInt8(ascii: ","), 0x20, 0x09: return rest
        default: return nil
        }
    }

    static func join(_ type: StaticString, _ rest: UnsafeRawBufferPointer) -> [UInt8] {
        var joined: [UInt8] = []
        joined.reserveCapacity(type.utf8CodeUnitCount + rest.count)
        joined.append(contentsOf: UnsafeBufferPointer(start: type.utf8Start, count: type.utf8CodeUnitCount))
        joined.append(contentsOf: rest)
        return joined
    }
}
