import GatehouseModel

/// Keys in the order in which they came, each of them once.
struct KeyQueue: Sendable {
    /// Those that wait, from `head` on.
    private var keys: [ResourceKey] = []
    private var head = 0
    private var queued: Set<ResourceKey> = []

    /// How many wait.
    var count: Int { self.keys.count - self.head }

    /// Puts a key behind the others, unless it waits already.
    mutating func append(_ key: ResourceKey) {
        if self.queued.insert(key).inserted { self.keys.append(key) }
    }

    /// Takes the first key out.
    mutating func popFirst() -> ResourceKey? {
        guard self.head < self.keys.count else { return nil }
        let key = self.keys[self.head]
        self.head += 1
        self.queued.remove(key)
        // What has been taken out is given back, all of it or when it is most of what is kept.
        if self.head == self.keys.count {
            self.keys.removeAll(keepingCapacity: true)
            self.head = 0
        } else if self.head >= 1024, self.head > self.keys.count / 2 {
            self.keys.removeFirst(self.head)
            self.head = 0
        }
        return key
    }
}
