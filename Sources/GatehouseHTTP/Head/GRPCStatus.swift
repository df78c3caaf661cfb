/// gRPC's status codes and HTTP's.
public enum GRPCStatus {
    /// The gRPC status for a local reply's HTTP status, as Envoy maps it.
    public static func code(forHTTP status: Int) -> Int {
        switch status {
        case 400: 13
        case 401: 16
        case 403: 7
        case 404: 12
        case 429, 502, 503, 504: 14
        default: 2
        }
    }

    /// The HTTP status that stands for a gRPC status, by Google's API design guide; 500 for a number that is not assigned.
    /// Envoy takes it for faults and for outlier detection.
    public static func httpStatus(for code: Int) -> Int {
        switch code {
        case 0: 200
        case 1: 499
        case 3, 9, 11: 400
        case 4: 504
        case 5: 404
        case 6, 10: 409
        case 7: 403
        case 8: 429
        case 12: 501
        case 14: 503
        case 16: 401
        default: 500
        }
    }

    /// A text as it may stand in `grpc-message`: percent-encoded where it is not printable ASCII.
    public static func encode(message: [UInt8]) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return message.flatMap { byte in
            (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "%")
                ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
}
