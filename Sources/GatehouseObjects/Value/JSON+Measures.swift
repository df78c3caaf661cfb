extension JSON {
    /// How many lists and objects are in one another; 0 for a text or number.
    public var depth: Int {
        switch self {
        case .array(let elements): 1 + (elements.lazy.map(\.depth).max() ?? 0)
        case .object(let members): 1 + (members.values.lazy.map(\.depth).max() ?? 0)
        default: 0
        }
    }

    /// About how many bytes it has when it is written. Counting ends where the limit is passed.
    func size(limit: Int) -> Int {
        var size = 0
        _ = self.addSize(to: &size, limit: limit)
        return size
    }

    private func addSize(to size: inout Int, limit: Int) -> Bool {
        switch self {
        case .null, .bool: size += 4
        case .integer, .double: size += 8
        case .string(let text): size += text.utf8.count + 2
        case .array(let elements):
            size += 2
            for element in elements {
                size += 1
                guard element.addSize(to: &size, limit: limit) else { return false }
            }
        case .object(let members):
            size += 2
            for (name, value) in members {
                size += name.utf8.count + 4
                guard value.addSize(to: &size, limit: limit) else { return false }
            }
        }
        return size <= limit
    }

    /// Whether it is the same value where numbers are compared by what they are worth: 1 is 1.0 (RFC 6902 section 4.6).
    public func isEquivalent(to other: JSON) -> Bool {
        switch (self, other) {
        case (.integer(let number), .double(let double)), (.double(let double), .integer(let number)):
            return Int64(exactly: double) == number
        case (.array(let mine), .array(let theirs)):
            return mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.isEquivalent(to: $1) }
        case (.object(let mine), .object(let theirs)):
            return mine.count == theirs.count
                && mine.allSatisfy { name, value in theirs[name].map { value.isEquivalent(to: $0) } ?? false }
        default: return self == other
        }
    }
}
