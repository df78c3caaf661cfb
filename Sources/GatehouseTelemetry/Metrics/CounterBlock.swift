import Synchronization

/// A row of counters that one thread writes and any thread reads.
///
/// One writer makes a load and a store do where several would need an atomic read-modify-write, which costs tens of
/// cycles; relaxed order makes both plain moves. A scrape sees each counter whole, and different counters perhaps at
/// slightly different times.
final class CounterBlock: Sendable {
    // SAFETY: allocated in `init`, freed in `deinit` and never replaced; what it points to are atomics.
    nonisolated(unsafe) private let cells: UnsafeMutableBufferPointer<Atomic<Int>>

    /// How many counters there are.
    var count: Int { self.cells.count }

    /// So many counters at 0.
    init(count: Int) {
        self.cells = .allocate(capacity: count)
        for index in 0..<count { self.cells.initializeElement(at: index, to: Atomic(0)) }
    }

    deinit {
        self.cells.deinitialize()
        self.cells.deallocate()
    }

    /// Adds to a counter. For the one writer only.
    @inline(__always)
    func add(_ amount: Int, at index: Int) {
        precondition(self.cells.indices.contains(index), "no such counter")
        let sum = self.cells[index].load(ordering: .relaxed) &+ amount
        self.cells[index].store(sum, ordering: .relaxed)
    }

    /// A counter's value. From any thread.
    func value(at index: Int) -> Int {
        precondition(self.cells.indices.contains(index), "no such counter")
        return self.cells[index].load(ordering: .relaxed)
    }
}
