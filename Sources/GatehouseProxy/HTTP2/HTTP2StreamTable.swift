/// The open streams of a connection in the order of their identifiers, which only ever grow.
struct HTTP2StreamTable {
    private(set) var streams: [HTTP2Stream] = []

    /// How many there are.
    var count: Int { self.streams.count }

    /// The stream of this identifier; nil when it is not open.
    subscript(id: UInt32) -> HTTP2Stream? { self.place(of: id).map { self.streams[$0] } }

    /// Adds a stream, whose identifier must be the largest so far.
    mutating func append(_ stream: HTTP2Stream) { self.streams.append(stream) }

    /// Removes a stream; false when it is not there.
    @discardableResult
    mutating func remove(_ id: UInt32) -> Bool {
        guard let place = self.place(of: id) else { return false }
        self.streams.remove(at: place)
        return true
    }

    /// Takes all of them out.
    mutating func removeAll() -> [HTTP2Stream] {
        defer { self.streams = [] }
        return self.streams
    }

    private func place(of id: UInt32) -> Int? {
        var low = 0
        var high = self.streams.count
        while low < high {
            let middle = (low + high) / 2
            if self.streams[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < self.streams.count && self.streams[low].id == id ? low : nil
    }
}
