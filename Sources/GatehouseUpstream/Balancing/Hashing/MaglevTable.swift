/// Consistent hashing by Maglev's table: hosts take turns in choosing places, each in an order of its own, and a key
/// belongs to the host that has its place. Shares are exact to a place, and a look-up is one step; a few more keys move
/// than with a ring. Eisenbud and others, "Maglev: A Fast and Reliable Software Network Load Balancer", 2016, section
/// 3.4; that hosts have turns by their weights is ours.
///
/// A place takes 4 bytes: 256 KiB for the default size, 19 MiB for the largest.
struct MaglevTable: Sendable {
    /// The largest size (as in Istio); a prime.
    static let largestSize = 5_000_011

    private var places: [UInt32] = []

    /// A table of `size` places, or as many as the next prime.
    init(_ hosts: [HashedHost], size: Int) {
        guard !hosts.isEmpty else { return }
        let size = Self.prime(from: size)
        var walks = hosts.map { PlaceWalk(key: $0.key, size: size) }
        // A host's turns don't depend on the others, so that those who remain choose as before when one leaves.
        var turns = TurnSchedule(hosts.map(\.weight)) {
            hosts[$0].key.withUnsafeBytes { XXH64.hash($0, seed: 2) }.fraction
        }
        var places = [UInt32](repeating: .max, count: size)
        for _ in 0..<size {
            let host = turns.next()
            while places[walks[host].place] != .max { walks[host].proceed() }
            places[walks[host].place] = UInt32(truncatingIfNeeded: hosts[host].index)
        }
        self.places = places
    }

    /// The host of a key. Further attempts look at places that have nothing to do with the first.
    func host(for hash: UInt64, attempt: Int) -> Int? {
        guard !self.places.isEmpty else { return nil }
        var hash = hash
        if attempt > 0 {
            var bits = RandomBits(seed: hash &+ UInt64(truncatingIfNeeded: attempt))
            hash = bits.next()
        }
        return Int(self.places[Int(hash % UInt64(self.places.count))])
    }

    /// The first prime at or after `size`, which is taken to be from 2 to the largest. A walk visits every place only if
    /// their number is a prime.
    static func prime(from size: Int) -> Int {
        var candidate = min(max(size, 2), Self.largestSize)
        while !Self.isPrime(candidate) { candidate += 1 }
        return candidate
    }

    private static func isPrime(_ number: Int) -> Bool {
        var divisor = 2
        while divisor * divisor <= number {
            if number % divisor == 0 { return false }
            divisor += 1
        }
        return true
    }
}

/// The order in which a host likes places: from one on, by steps of the same width, in a circle.
private struct PlaceWalk {
    private(set) var place: Int
    private let step: Int
    private let size: Int

    init(key: [UInt8], size: Int) {
        self.size = size
        self.place = Int(key.withUnsafeBytes { XXH64.hash($0) } % UInt64(size))
        self.step = Int(key.withUnsafeBytes { XXH64.hash($0, seed: 1) } % UInt64(size - 1)) + 1
    }

    /// Goes on to the next place.
    mutating func proceed() {
        self.place += self.step
        if self.place >= self.size { self.place -= self.size }
    }
}
