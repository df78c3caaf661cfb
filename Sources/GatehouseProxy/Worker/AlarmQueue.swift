/// Something that has alarms, and a place in a queue of those that have.
protocol AlarmOwner: AnyObject {
    /// The nearest of its alarms, in nanoseconds of the loop's clock; nil when none is set.
    var nearestAlarm: UInt64? { get }
    /// Where in the queue it is; nil when it is not there. The queue writes it, and nobody else.
    var alarmPlace: Int? { get set }
}

/// Whom to look after, and when.
///
/// Nearly all alarms are taken back before their time, as nearly all responses come in time, and nearly all owners soon set
/// the same alarm again. So the queue is not told when an alarm is taken back or put off: it looks after each owner at a
/// moment no later than its nearest alarm, and where that has moved on meanwhile, the owner moves on with it. An owner
/// comes here once for as long as its alarms last, instead of twice for each of them. The price is that an owner is kept
/// until the alarm that it once had, unless it is forgotten explicitly.
///
/// A binary heap with one entry for each owner, which knows its place, so that nothing is searched for. Pure: whoever holds
/// it watches the clock.
struct AlarmQueue<Owner: AlarmOwner> {
    private struct Entry {
        let owner: Owner
        /// No later than the owner's nearest alarm.
        let due: UInt64
        /// What came first of those that are due at the same moment.
        let turn: UInt64

        func isBefore(_ other: Entry) -> Bool {
            self.due == other.due ? self.turn < other.turn : self.due < other.due
        }
    }

    private var heap: [Entry] = []
    private var turns: UInt64 = 0

    /// Storage for so few is never given back.
    private static var smallest: Int { 64 }

    /// An empty queue.
    init() {}

    /// The nearest moment at which there may be something to do, in nanoseconds; nil when there is nobody to look after.
    var nearest: UInt64? { self.heap.isEmpty ? nil : self.heap[0].due }

    /// How many are looked after, those included who have no alarm any more and have not been looked after since.
    var count: Int { self.heap.count }

    /// For how many there is room. It follows the count, upwards at once and downwards by halves.
    var capacity: Int { self.heap.capacity }

    /// The owner has set an alarm for `due`. Constant time where one of its earlier alarms, even if taken back, was for
    /// no later moment; logarithmic otherwise.
    mutating func expect(_ owner: Owner, by due: UInt64) {
        guard let place = self.place(of: owner) else { return self.enter(owner, due) }
        if due < self.heap[place].due { self.rise(self.entry(owner, due), to: place) }
    }

    /// Takes out the next owner one of whose alarms is due at `now`, in the order of their moments; those of the same
    /// moment come in the order in which they were put off to it. Whoever takes an owner out does what is due and has the
    /// queue expect what alarms it still has.
    mutating func next(dueBy now: UInt64) -> Owner? {
        while let first = self.heap.first, first.due <= now {
            let nearest = first.owner.nearestAlarm
            if let nearest, nearest > first.due {
                self.sink(self.entry(first.owner, nearest), to: 0)
                continue
            }
            self.remove(at: 0)
            if nearest != nil { return first.owner }
        }
        return nil
    }

    /// Does not keep the owner any longer, whatever alarms it has.
    mutating func forget(_ owner: Owner) {
        if let place = self.place(of: owner) { self.remove(at: place) }
    }

    /// Keeps nobody any longer.
    mutating func removeAll() {
        for entry in self.heap { entry.owner.alarmPlace = nil }
        self.heap = []
    }

    private func place(of owner: Owner) -> Int? {
        guard let place = owner.alarmPlace, self.heap.indices.contains(place) else { return nil }
        return place
    }

    private mutating func entry(_ owner: Owner, _ due: UInt64) -> Entry {
        self.turns &+= 1
        return Entry(owner: owner, due: due, turn: self.turns)
    }

    private mutating func enter(_ owner: Owner, _ due: UInt64) {
        let entry = self.entry(owner, due)
        self.heap.append(entry)
        self.rise(entry, to: self.heap.count - 1)
    }

    private mutating func remove(at place: Int) {
        self.heap[place].owner.alarmPlace = nil
        let last = self.heap.removeLast()
        if place < self.heap.count {
            if place > 0, last.isBefore(self.heap[(place - 1) / 2]) {
                self.rise(last, to: place)
            } else {
                self.sink(last, to: place)
            }
        }
        self.shrink()
    }

    /// Puts an entry at a place that is free for it, or as much nearer to the top as it belongs.
    private mutating func rise(_ entry: Entry, to place: Int) {
        var place = place
        while place > 0 {
            let parent = (place - 1) / 2
            guard entry.isBefore(self.heap[parent]) else { break }
            self.put(self.heap[parent], at: place)
            place = parent
        }
        self.put(entry, at: place)
    }

    /// Puts an entry at a place that is free for it, or as much farther from the top as it belongs.
    private mutating func sink(_ entry: Entry, to place: Int) {
        var place = place
        while true {
            var child = 2 * place + 1
            guard child < self.heap.count else { break }
            if child + 1 < self.heap.count, self.heap[child + 1].isBefore(self.heap[child]) { child += 1 }
            guard self.heap[child].isBefore(entry) else { break }
            self.put(self.heap[child], at: place)
            place = child
        }
        self.put(entry, at: place)
    }

    private mutating func put(_ entry: Entry, at place: Int) {
        self.heap[place] = entry
        entry.owner.alarmPlace = place
    }

    /// Gives storage back once three quarters of it are free, so that one rush is not paid for ever after.
    private mutating func shrink() {
        guard self.heap.capacity > Self.smallest, self.heap.count < self.heap.capacity / 4 else { return }
        var smaller: [Entry] = []
        smaller.reserveCapacity(max(Self.smallest / 2, self.heap.capacity / 2))
        smaller.append(contentsOf: self.heap)
        self.heap = smaller
    }
}
