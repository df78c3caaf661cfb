/// How long to wait before the next try: twice as long each time, between two bounds.
struct BackOff: Hashable {
    /// The first wait.
    static let first = Duration.seconds(1)
    /// The longest wait.
    static let limit = Duration.seconds(30)

    private var upcoming = Self.first

    /// The wait before the next try.
    mutating func next() -> Duration {
        defer { self.upcoming = min(self.upcoming * 2, Self.limit) }
        return self.upcoming
    }

    /// Begins anew.
    mutating func reset() { self.upcoming = Self.first }
}
