import GatehouseHTTP

/// The letters of response flags as bytes. Most responses have none and failures come in rows, so the last ones seen are
/// kept; making them anew costs strings.
struct FlagsCache {
    private var flags: ResponseFlags = []
    private var letters: [UInt8] = []

    @inline(__always)
    mutating func write(_ flags: ResponseFlags, to line: inout LineCursor) {
        if flags.isEmpty { return line.write("-") }
        if flags != self.flags {
            self.flags = flags
            self.letters = Array(flags.label.utf8)
        }
        self.letters.withUnsafeBytes { line.write(raw: $0) }
    }
}
