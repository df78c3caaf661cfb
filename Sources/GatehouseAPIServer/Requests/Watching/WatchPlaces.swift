import Synchronization

/// How many watches there are, so that there are never too many.
final class WatchPlaces: Sendable {
    private let limit: Int
    private let taken = Mutex(0)

    init(limit: Int) { self.limit = limit }

    /// How many watches there are.
    var count: Int { self.taken.withLock { $0 } }

    /// A place for one more watch, which is free again when nobody has it any more; nil where there is none.
    func take() -> WatchPlace? {
        let isFree = self.taken.withLock { taken in
            guard taken < self.limit else { return false }
            taken += 1
            return true
        }
        return isFree ? WatchPlace(self) : nil
    }

    fileprivate func give() { self.taken.withLock { $0 -= 1 } }
}

/// The place of one watch.
final class WatchPlace: Sendable {
    private let places: WatchPlaces

    fileprivate init(_ places: WatchPlaces) { self.places = places }

    deinit { self.places.give() }
}
