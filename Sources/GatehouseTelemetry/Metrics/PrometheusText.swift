/// Prometheus' text format, version 0.0.4.
enum PrometheusText {
    /// The media type.
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    /// `name="value",…`, values escaped.
    static func labels(_ names: [String], _ values: [String]) -> [UInt8] {
        var text: [UInt8] = []
        for (name, value) in zip(names, values) {
            if !text.isEmpty { text.append(UInt8(ascii: ",")) }
            text += name.utf8
            text += "=\"".utf8
            for byte in value.utf8 {
                switch byte {
                case UInt8(ascii: "\\"): text += "\\\\".utf8
                case UInt8(ascii: "\""): text += "\\\"".utf8
                case UInt8(ascii: "\n"): text += "\\n".utf8
                default: text.append(byte)
                }
            }
            text.append(UInt8(ascii: "\""))
        }
        return text
    }

    /// `# HELP` and `# TYPE` of a metric.
    static func header(_ metric: Metric) -> [UInt8] {
        let help = metric.help
        return Array(
            "# HELP \(metric.rawValue) \(help)\n# TYPE \(metric.rawValue) \(metric.kind.rawValue)\n".utf8)
    }

    /// One line.
    static func append(
        _ name: String, labels: [UInt8], le bound: StaticString? = nil, _ value: MetricValue, to text: inout [UInt8]
    ) {
        text += name.utf8
        if !labels.isEmpty || bound != nil {
            text.append(UInt8(ascii: "{"))
            text += labels
            if let bound {
                if !labels.isEmpty { text.append(UInt8(ascii: ",")) }
                text += "le=\"".utf8
                text += UnsafeBufferPointer(start: bound.utf8Start, count: bound.utf8CodeUnitCount)
                text.append(UInt8(ascii: "\""))
            }
            text.append(UInt8(ascii: "}"))
        }
        text.append(UInt8(ascii: " "))
        text += value.text.utf8
        text.append(UInt8(ascii: "\n"))
    }
}

extension MetricValue {
    /// The number without superfluous digits.
    var text: String {
        switch self {
        case .whole(let value): return String(value)
        case .thousandths(let value):
            let (whole, rest) = value.quotientAndRemainder(dividingBy: 1000)
            guard rest != 0 else { return String(whole) }
            let digits = String(String(rest.magnitude + 1000).dropFirst())
            let fraction = String(digits.reversed().drop { $0 == "0" }.reversed())
            return (value < 0 && whole == 0 ? "-" : "") + String(whole) + "." + fraction
        }
    }
}

extension MetricsSnapshot {
    /// The media type of `pages`.
    public static var contentType: String { PrometheusText.contentType }

    /// The text, in pages that are made one at a time: a histogram is 22 lines of three quarters of a kilobyte, so that the
    /// whole text of some thousand series would take more memory than the gateway does.
    public func pages() -> some Sequence<[UInt8]> & Sendable { MetricsPages(snapshot: self) }

    /// Appends what is reported of one metric's series `index`; false when there is no such series.
    fileprivate func append(_ metric: Metric, series index: Int, to text: inout [UInt8]) -> Bool {
        guard let histogram = metric.histogram else {
            guard metric == .requests else {
                guard let samples = self.samples[metric], index < samples.count else { return false }
                PrometheusText.append(metric.rawValue, labels: samples[index].labels, samples[index].value, to: &text)
                return true
            }
            guard index < self.requests.count else { return false }
            let count = self.requests[index].count(.duration)
            PrometheusText.append(metric.rawValue, labels: self.requests[index].labels, .whole(count), to: &text)
            return true
        }
        guard index < self.requests.count else { return false }
        self.requests[index].append(histogram, name: metric.rawValue, to: &text)
        return true
    }

    fileprivate struct MetricsPages: Sequence, IteratorProtocol, Sendable {
        let snapshot: MetricsSnapshot
        private var metrics = Metric.allCases[...]
        private var series = 0
        private static let size = 64 << 10

        init(snapshot: MetricsSnapshot) { self.snapshot = snapshot }

        mutating func next() -> [UInt8]? {
            var page: [UInt8] = []
            while let metric = self.metrics.first, page.count < Self.size {
                var lines: [UInt8] = []
                if self.snapshot.append(metric, series: self.series, to: &lines) {
                    if self.series == 0 { page += PrometheusText.header(metric) }
                    page += lines
                    self.series += 1
                } else {
                    self.metrics = self.metrics.dropFirst()
                    self.series = 0
                }
            }
            return page.isEmpty ? nil : page
        }
    }
}

extension MetricsSnapshot.Request {
    /// How many exchanges a histogram has counted.
    func count(_ histogram: RequestSeries.Histogram) -> Int {
        self.buckets(histogram).reduce(0, &+)
    }

    private func buckets(_ histogram: RequestSeries.Histogram) -> ArraySlice<Int> {
        self.values[(histogram.sum + 1)...].prefix(HistogramBuckets.count)
    }

    fileprivate func append(_ histogram: RequestSeries.Histogram, name: String, to text: inout [UInt8]) {
        var count = 0
        for (bound, bucket) in zip(HistogramBuckets.labels, self.buckets(histogram)) {
            count &+= bucket
            PrometheusText.append(name + "_bucket", labels: self.labels, le: bound, .whole(count), to: &text)
        }
        let sum = self.values[histogram.sum]
        // Durations are summed in microseconds and reported in milliseconds.
        let value: MetricValue = histogram == .duration ? .thousandths(sum) : .whole(sum)
        PrometheusText.append(name + "_sum", labels: self.labels, value, to: &text)
        PrometheusText.append(name + "_count", labels: self.labels, .whole(count), to: &text)
    }
}

extension Metric {
    /// The histogram of a series that is reported as this metric.
    fileprivate var histogram: RequestSeries.Histogram? {
        switch self {
        case .requestDuration: .duration
        case .requestBytes: .requestBytes
        case .responseBytes: .responseBytes
        default: nil
        }
    }
}
