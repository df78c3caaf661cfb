/// gRPC's health protocol (`grpc/health/v1/health.proto`), as far as one check needs it: one message each way, each with
/// gRPC's prefix of a byte for compression and four for the length.
public enum GRPCHealth {
    /// The path of the method.
    public static let path = "/grpc.health.v1.Health/Check"

    /// `HealthCheckResponse.ServingStatus`.
    public enum ServingStatus: Hashable, Sendable {
        /// Not known; also what an empty message says.
        case unknown
        /// It serves.
        case serving
        /// It does not serve.
        case notServing
        /// There is no such service.
        case serviceUnknown
        /// A number that the protocol does not have.
        case other(Int32)

        init(_ number: Int32) {
            switch number {
            case 0: self = .unknown
            case 1: self = .serving
            case 2: self = .notServing
            case 3: self = .serviceUnknown
            default: self = .other(number)
            }
        }
    }

    /// The body of a request for a service, empty for the whole server.
    public static func request(service: String) -> [UInt8] {
        var message: [UInt8] = []
        if !service.isEmpty {
            message.append(0x0A)  // Field 1, length-delimited.
            var length = UInt64(service.utf8.count)
            while length >= 0x80 {
                message.append(UInt8(truncatingIfNeeded: length) | 0x80)
                length >>= 7
            }
            message.append(UInt8(truncatingIfNeeded: length))
            message.append(contentsOf: service.utf8)
        }
        let length = UInt32(clamping: message.count)
        let prefix: [UInt8] = [0] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: length >> UInt32($0)) }
        return prefix + message
    }

    /// What the body of a response says; nil if it is not exactly one message, uncompressed and sound.
    public static func response(_ body: [UInt8]) -> ServingStatus? {
        guard body.count >= 5, body[0] == 0 else { return nil }
        let length = body[1..<5].reduce(0) { $0 << 8 | UInt64($1) }
        guard UInt64(body.count - 5) == length else { return nil }
        var reader = ProtobufReader(bytes: body[5...])
        var status: Int32 = 0
        while !reader.isAtEnd {
            guard let field = reader.nextField() else { return nil }
            // As parsers do: the last one counts, and what is of another type is another field.
            if field.number == 1, case .varint(let value) = field.value { status = Int32(truncatingIfNeeded: value) }
        }
        return ServingStatus(status)
    }
}
