/// Connections that carry no requests, or none that the gateway looks into: TCP, and TLS that is passed through.
///
/// A series is a destination and response flags. How a connection ends is not known before, so what is counted until then
/// has no flags (`-`).
extension MetricsShard {
    /// Counts a connection that has found its destination. `destination` is the ordinal that `MetricsRegistry.destination`
    /// gave, or `MetricsRegistry.unknownDestination` where there is none. Each call is to be followed by one of
    /// `connectionEnded`.
    public func connectionOpened(destination: Int) {
        self.connectionSeries(SeriesKey(destination: destination, flags: [])).add(to: .opened)
    }

    /// Adds bytes of a connection that goes on, so that a long one shows before it ends: those received from the client
    /// and those sent to it since the last call.
    public func connectionProgressed(destination: Int, received: Int, sent: Int) {
        let series = self.connectionSeries(SeriesKey(destination: destination, flags: []))
        series.add(max(0, received), to: .received)
        series.add(max(0, sent), to: .sent)
    }

    /// Counts a connection that has ended: of its `bytesReceived` and `bytesSent` what goes beyond `reportedReceived` and
    /// `reportedSent`, the sums of its calls of `connectionProgressed`.
    public func connectionEnded(
        _ record: AccessRecord, destination: Int, reportedReceived: Int = 0, reportedSent: Int = 0
    ) {
        let series = self.connectionSeries(SeriesKey(destination: destination, flags: record.flags))
        series.add(to: .closed)
        series.add(Self.rest(of: record.bytesReceived, beyond: reportedReceived), to: .received)
        series.add(Self.rest(of: record.bytesSent, beyond: reportedSent), to: .sent)
    }

    /// Never negative, because a counter does not go back.
    private static func rest(of total: Int64, beyond reported: Int) -> Int {
        max(0, max(0, Int(total)) &- max(0, reported))
    }
}
