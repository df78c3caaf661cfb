/// Points of a ring that is being made, to be put in order in a time that grows with their number alone: hashes are
/// spread evenly, so each has its place but for a few neighbours.
struct HashPoints {
    private var hashes: [UInt64] = []
    private var hosts: [UInt32] = []

    /// No points yet.
    init(capacity: Int) {
        self.hashes.reserveCapacity(capacity)
        self.hosts.reserveCapacity(capacity)
    }

    /// Adds a point.
    mutating func append(_ hash: UInt64, _ host: UInt32) {
        self.hashes.append(hash)
        self.hosts.append(host)
    }

    /// The points by their hashes; those with the same hash as they were added.
    func sorted() -> (hashes: [UInt64], hosts: [UInt32]) {
        let count = self.hashes.count
        // Where each bucket of neighbours ends, then begins.
        var places = [Int](repeating: 0, count: count + 1)
        for hash in self.hashes { places[hash.scaled(below: count)] += 1 }
        var end = 0
        for bucket in places.indices {
            end += places[bucket]
            places[bucket] = end
        }
        var hashes = self.hashes
        var hosts = self.hosts
        for point in self.hashes.indices.reversed() {
            let hash = self.hashes[point]
            let bucket = hash.scaled(below: count)
            places[bucket] -= 1
            hashes[places[bucket]] = hash
            hosts[places[bucket]] = self.hosts[point]
        }
        for point in hashes.indices.dropFirst() {
            let (hash, host) = (hashes[point], hosts[point])
            var place = point
            while place > 0, hashes[place - 1] > hash {
                hashes[place] = hashes[place - 1]
                hosts[place] = hosts[place - 1]
                place -= 1
            }
            hashes[place] = hash
            hosts[place] = host
        }
        return (hashes, hosts)
    }
}
