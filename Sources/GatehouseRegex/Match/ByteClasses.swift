/// Bytes that a program never tells apart, counted as one.
struct ByteClasses: Sendable {
    /// The class of each byte.
    private(set) var classes: [UInt8]
    /// How many classes there are: 1 to 256.
    private(set) var count: Int
    /// One byte of each class.
    private(set) var representatives: [UInt8]

    init(of program: Program) {
        // Bytes between two bounds of transitions are alike; then intervals alike in every transition are joined.
        var startsInterval = [Bool](repeating: false, count: 257)
        startsInterval[0] = true
        for transition in program.transitions {
            startsInterval[Int(transition.low)] = true
            startsInterval[Int(transition.high) + 1] = true
        }
        if program.assertions.looksAtBytes {
            for byte in 1...255 where Neighbour(UInt8(byte)) != Neighbour(UInt8(byte - 1)) {
                startsInterval[byte] = true
            }
        }
        let starts = (0...255).filter { startsInterval[$0] }
        var intervalOfByte = [Int](repeating: 0, count: 256)
        for (interval, start) in starts.enumerated() {
            let end = interval + 1 < starts.count ? starts[interval + 1] : 256
            for byte in start..<end { intervalOfByte[byte] = interval }
        }

        var partition = Partition(count: starts.count)
        if program.assertions.looksAtBytes {
            for kind in [Neighbour.newline, .word] {
                partition.split(starts.indices.filter { Neighbour(UInt8(starts[$0])) == kind })
            }
        }
        var seen: Set<[Int]> = []
        for case .bytes(let range) in program.instructions {
            var intervals: [Int32: [Int]] = [:]
            for transition in program.transitions[Int(range.lowerBound)..<Int(range.upperBound)] {
                intervals[transition.next, default: []] +=
                    intervalOfByte[Int(transition.low)]...intervalOfByte[Int(transition.high)]
            }
            for group in intervals.values where seen.insert(group).inserted { partition.split(group) }
        }

        let (names, count) = partition.numbered()
        self.classes = intervalOfByte.map { UInt8(truncatingIfNeeded: names[$0]) }
        self.count = count
        self.representatives = [UInt8](repeating: 0, count: count)
        for (interval, start) in starts.enumerated().reversed() {
            self.representatives[names[interval]] = UInt8(start)
        }
    }
}

/// Numbers in groups that are split again and again.
private struct Partition {
    private var groups: [Int]
    private var next = 1

    init(count: Int) { self.groups = [Int](repeating: 0, count: count) }

    /// Moves the members out of their groups, those of one group together into a new one.
    mutating func split(_ members: [Int]) {
        var renamed: [Int: Int] = [:]
        for member in members {
            let group = self.groups[member]
            if let new = renamed[group] {
                self.groups[member] = new
            } else {
                renamed[group] = self.next
                self.groups[member] = self.next
                self.next += 1
            }
        }
    }

    /// The group of each member, numbered from 0 without gaps.
    func numbered() -> (groups: [Int], count: Int) {
        var numbers: [Int: Int] = [:]
        let groups = self.groups.map { group in
            if let number = numbers[group] { return number }
            numbers[group] = numbers.count
            return numbers.count - 1
        }
        return (groups, numbers.count)
    }
}
