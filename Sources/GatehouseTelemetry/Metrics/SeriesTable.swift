/// The counters of one label set in one shard.
protocol CountedSeries: AnyObject, Sendable {
    /// What tells it from others.
    var key: SeriesKey { get }
    /// What it has counted.
    var counters: CounterBlock { get }

    /// A series that has counted nothing.
    init(key: SeriesKey)
}

/// A shard's series by key: open addressing with linear probing, never more than half full. Nothing is ever removed.
struct SeriesTable<Series: CountedSeries> {
    private struct Slot {
        var key = SeriesKey(destination: 0, flags: [])
        var series: Series?
    }

    private var slots: [Slot]
    /// How many series there are.
    private(set) var count = 0

    init() { self.slots = Array(repeating: Slot(), count: 64) }

    /// The series of a key; nil when there is none yet.
    @inline(__always)
    subscript(key: SeriesKey) -> Series? {
        let mask = self.slots.count &- 1
        var index = key.slot & mask
        while let series = self.slots[index].series {
            if self.slots[index].key == key { return series }
            index = (index &+ 1) & mask
        }
        return nil
    }

    /// The series of a key that is new here; the overflow series where there are `limit` already. One that did not exist
    /// is handed to `publish`.
    @inline(never)
    mutating func add(_ key: SeriesKey, limit: Int, publish: (Series) -> Void) -> Series {
        let key = self.count < limit ? key : .overflow
        if let series = self[key] { return series }
        let series = Series(key: key)
        self.insert(series)
        publish(series)
        return series
    }

    /// Adds a series that is not there yet.
    mutating func insert(_ series: Series) {
        if (self.count + 1) * 2 > self.slots.count { self.grow() }
        self.place(series)
        self.count += 1
    }

    private mutating func grow() {
        let old = self.slots
        self.slots = Array(repeating: Slot(), count: old.count * 2)
        for slot in old { if let series = slot.series { self.place(series) } }
    }

    private mutating func place(_ series: Series) {
        let mask = self.slots.count - 1
        var index = series.key.slot & mask
        while self.slots[index].series != nil { index = (index + 1) & mask }
        self.slots[index] = Slot(key: series.key, series: series)
    }
}
