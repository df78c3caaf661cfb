/// A shard's series by key: open addressing with linear probing, never more than half full. Nothing is ever removed.
struct SeriesTable {
    private struct Slot {
        var key: SeriesKey
        var series: RequestSeries?
    }

    private var slots: [Slot]
    /// How many series there are.
    private(set) var count = 0

    private static let empty = Slot(
        key: SeriesKey(destination: 0, flags: [], status: 0, protocol: .http, grpcStatus: nil), series: nil)

    init() { self.slots = Array(repeating: Self.empty, count: 64) }

    /// The series of a key; nil when there is none yet.
    @inline(__always)
    subscript(key: SeriesKey) -> RequestSeries? {
        let mask = self.slots.count &- 1
        var index = key.slot & mask
        while let series = self.slots[index].series {
            if self.slots[index].key == key { return series }
            index = (index &+ 1) & mask
        }
        return nil
    }

    /// Adds a series that is not there yet.
    mutating func insert(_ series: RequestSeries) {
        if (self.count + 1) * 2 > self.slots.count { self.grow() }
        self.place(series)
        self.count += 1
    }

    private mutating func grow() {
        let old = self.slots
        self.slots = Array(repeating: Self.empty, count: old.count * 2)
        for slot in old { if let series = slot.series { self.place(series) } }
    }

    private mutating func place(_ series: RequestSeries) {
        let mask = self.slots.count - 1
        var index = series.key.slot & mask
        while self.slots[index].series != nil { index = (index + 1) & mask }
        self.slots[index] = Slot(key: series.key, series: series)
    }
}
