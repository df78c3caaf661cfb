/// Cuts a stream of bytes into lines.
struct LineSplitter {
    /// A line that is longer than is taken.
    struct TooLong: Error, Hashable {}

    private let limit: Int
    private var buffer: [UInt8] = []
    /// Where the line begins that is read next.
    private var start = 0
    /// Up to where there is known to be no end of a line.
    private var scanned = 0

    /// - Parameter limit: the longest line, in bytes.
    init(limit: Int) { self.limit = limit }

    /// Takes in what has come.
    mutating func append(_ bytes: some Collection<UInt8>) {
        if self.start > 0 {
            self.buffer.removeFirst(self.start)
            self.scanned -= self.start
            self.start = 0
        }
        self.buffer.append(contentsOf: bytes)
    }

    /// The next whole line that is not empty, without its end; nil where more has to come first.
    mutating func next() throws(TooLong) -> [UInt8]? {
        while let end = self.buffer[self.scanned...].firstIndex(of: UInt8(ascii: "\n")) {
            let line = self.buffer[self.start..<end]
            self.start = end + 1
            self.scanned = self.start
            guard line.count <= self.limit else { throw TooLong() }
            if !line.isEmpty { return Array(line) }
        }
        self.scanned = self.buffer.count
        guard self.buffer.count - self.start <= self.limit else { throw TooLong() }
        return nil
    }

    /// Whether there is the beginning of a line whose end has not come.
    var hasRest: Bool { self.start < self.buffer.count }
}
