/// The buckets of Istio's histograms, which are Envoy's defaults: the same for milliseconds and for bytes.
enum HistogramBuckets {
    /// The upper bounds as `le` names them, the last one without bound.
    static let labels: [StaticString] = [
        "0.5", "1", "5", "10", "25", "50", "100", "250", "500", "1000", "2500", "5000", "10000", "30000", "60000",
        "300000", "600000", "1800000", "3600000", "+Inf",
    ]
    /// How many there are.
    static let count = 20

    /// The bucket of a time in microseconds. Bounds are inclusive, as `le` says.
    @inline(__always)
    static func index(microseconds value: Int) -> Int {
        if value <= 500 { return 0 }
        // Up to the next millisecond, because a bound of whole milliseconds does not tell them apart.
        return self.index(whole: value / 1000 &+ (value % 1000 == 0 ? 0 : 1))
    }

    /// The bucket of a number of bytes.
    @inline(__always)
    static func index(bytes value: Int) -> Int { value <= 0 ? 0 : self.index(whole: value) }

    /// The bucket of a whole number above 0.5.
    @inline(__always)
    private static func index(whole value: Int) -> Int {
        switch value {
        case ...1: 1
        case ...5: 2
        case ...10: 3
        case ...25: 4
        case ...50: 5
        case ...100: 6
        case ...250: 7
        case ...500: 8
        case ...1000: 9
        case ...2500: 10
        case ...5000: 11
        case ...10000: 12
        case ...30000: 13
        case ...60000: 14
        case ...300_000: 15
        case ...600_000: 16
        case ...1_800_000: 17
        case ...3_600_000: 18
        default: 19
        }
    }
}
