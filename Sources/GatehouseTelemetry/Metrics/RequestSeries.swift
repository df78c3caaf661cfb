import GatehouseHTTP

/// What tells one series of Istio's request metrics from another on the hot path: numbers only; their labels are looked
/// up when scraped.
struct SeriesKey: Hashable, Sendable {
    /// Destination (high half) and response flags.
    let destinationAndFlags: UInt64
    /// Status, protocol and gRPC status, 16 bits each, 8 bits, 8 bits.
    let rest: UInt64

    /// gRPC knows 17 statuses; the value for a response that has none.
    static let noGRPCStatus: UInt8 = 255

    @inline(__always)
    init(destination: Int, flags: ResponseFlags, status: Int, protocol: RequestProtocol, grpcStatus: Int?) {
        self.destinationAndFlags =
            UInt64(UInt32(truncatingIfNeeded: destination)) << 32 | UInt64(flags.rawValue)
        let grpc = grpcStatus.map { $0 >= 0 && $0 < 255 ? UInt8(truncatingIfNeeded: $0) : Self.noGRPCStatus }
        self.rest =
            UInt64(UInt16(truncatingIfNeeded: status)) << 16 | UInt64(`protocol`.rawValue) << 8
            | UInt64(grpc ?? Self.noGRPCStatus)
    }

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

/// The three histograms of one series in one shard. How many requests there were is the sum of a histogram's buckets.
final class RequestSeries: Sendable {
    /// A histogram of the series: where it begins in the block.
    enum Histogram: Int, CaseIterable {
        case duration = 0
        case requestBytes = 21
        case responseBytes = 42

        /// Index of the sum; the buckets follow it.
        var sum: Int { self.rawValue }
    }

    /// Counters that a series takes.
    static let width = 3 * (HistogramBuckets.count + 1)

    let key: SeriesKey
    let counters = CounterBlock(count: RequestSeries.width)

    init(key: SeriesKey) { self.key = key }

    /// Counts one exchange.
    @inline(__always)
    func add(microseconds: Int, requestBytes: Int, responseBytes: Int) {
        self.add(max(0, microseconds), bucket: HistogramBuckets.index(microseconds: microseconds), to: .duration)
        self.add(max(0, requestBytes), bucket: HistogramBuckets.index(bytes: requestBytes), to: .requestBytes)
        self.add(max(0, responseBytes), bucket: HistogramBuckets.index(bytes: responseBytes), to: .responseBytes)
    }

    @inline(__always)
    private func add(_ value: Int, bucket: Int, to histogram: Histogram) {
        self.counters.add(value, at: histogram.sum)
        self.counters.add(1, at: histogram.sum &+ 1 &+ bucket)
    }
}
