import GatehouseHTTP

/// What tells one series of Istio's metrics from another on the hot path: numbers only; their labels are looked up when
/// scraped.
struct SeriesKey: Hashable, Sendable {
    /// Destination (high half) and response flags.
    let destinationAndFlags: UInt64
    /// Status, protocol and gRPC status, 16 bits each, 8 bits, 8 bits.
    let rest: UInt64

    /// gRPC knows 17 statuses; the value for a response that has none.
    static let noGRPCStatus: UInt8 = 255

    /// The key of a request.
    @inline(__always)
    init(destination: Int, flags: ResponseFlags, status: Int, protocol: RequestProtocol, grpcStatus: Int?) {
        self.destinationAndFlags =
            UInt64(UInt32(truncatingIfNeeded: destination)) << 32 | UInt64(flags.rawValue)
        let grpc = grpcStatus.map { $0 >= 0 && $0 < 255 ? UInt8(truncatingIfNeeded: $0) : Self.noGRPCStatus }
        self.rest =
            UInt64(UInt16(truncatingIfNeeded: status)) << 16 | UInt64(`protocol`.rawValue) << 8
            | UInt64(grpc ?? Self.noGRPCStatus)
    }

    /// The key of a connection that carries no requests; what only a request has is the same in all of them.
    @inline(__always)
    init(destination: Int, flags: ResponseFlags) {
        self.init(destination: destination, flags: flags, status: 0, protocol: .http, grpcStatus: nil)
    }

    /// Stands for all label sets beyond the limit.
    static let overflow = SeriesKey(destination: MetricsRegistry.overflowDestination, flags: [])

    var destination: Int { Int(self.destinationAndFlags >> 32) }
    var flags: ResponseFlags { ResponseFlags(rawValue: UInt32(truncatingIfNeeded: self.destinationAndFlags)) }
    var status: Int { Int(self.rest >> 16) }
    var `protocol`: RequestProtocol { RequestProtocol(rawValue: UInt8(truncatingIfNeeded: self.rest >> 8)) ?? .http }
    var grpcStatus: Int? {
        let status = UInt8(truncatingIfNeeded: self.rest)
        return status == Self.noGRPCStatus ? nil : Int(status)
    }

    /// Spreads the few bits that differ over all, by two odd constants.
    @inline(__always)
    var slot: Int {
        var mixed = (self.destinationAndFlags ^ self.rest &* 0x9e37_79b9_7f4a_7c15) &* 0xbf58_476d_1ce4_e5b9
        mixed ^= mixed >> 32
        return Int(truncatingIfNeeded: mixed)
    }
}
