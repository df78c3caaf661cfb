import GatehouseRegex

/// Regular expressions by pattern. Compiling one is dear, so each is compiled once, and not at all when the snapshot
/// before has it.
struct RegexCache: Sendable {
    private var regexes: [String: Regex] = [:]
    private let before: [String: Regex]

    /// An empty cache that takes what it can from that of the snapshot before.
    init(before: RegexCache? = nil) { self.before = before?.regexes ?? [:] }

    /// The compiled `pattern`.
    mutating func regex(_ pattern: String) throws(CompileFailure) -> Regex {
        if let regex = self.regexes[pattern] { return regex }
        let regex: Regex
        if let known = self.before[pattern] { regex = known } else { regex = try Regex.compile(pattern) }
        self.regexes[pattern] = regex
        return regex
    }

    /// Keeps what a part of the snapshot before uses.
    mutating func keep(_ regexes: [Regex]) {
        for regex in regexes { self.regexes[regex.pattern] = regex }
    }

    /// The cache without what only served to fill it.
    var settled: RegexCache {
        var cache = RegexCache()
        cache.regexes = self.regexes
        return cache
    }
}

/// The regular expressions of one matcher; equal patterns are one.
struct RegexPool {
    private(set) var regexes: [Regex] = []
    private var places: [String: Int32] = [:]

    mutating func place(of pattern: String, _ cache: inout RegexCache) throws(CompileFailure) -> Int32 {
        if let place = self.places[pattern] { return place }
        let place = Int32(truncatingIfNeeded: self.regexes.count)
        self.regexes.append(try cache.regex(pattern))
        self.places[pattern] = place
        return place
    }
}
