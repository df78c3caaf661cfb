/// What is beside a position in the text, as far as conditions ask.
enum Neighbour: UInt8, Hashable, Sendable {
    /// Any other byte.
    case other
    case newline
    /// An ASCII letter, digit or `_`.
    case word
    /// Nothing: the text begins or ends here.
    case edge

    init(_ byte: UInt8) {
        switch byte {
        case 0x0A: self = .newline
        case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: self = .word
        default: self = .other
        }
    }
}

extension Assertion {
    /// The conditions that hold between two neighbours.
    init(between before: Neighbour, and after: Neighbour) {
        self = []
        if before == .edge { self.insert([.textStart, .lineStart]) }
        if before == .newline { self.insert(.lineStart) }
        if after == .edge { self.insert([.textEnd, .lineEnd]) }
        if after == .newline { self.insert(.lineEnd) }
        self.insert((before == .word) == (after == .word) ? .noWordBoundary : .wordBoundary)
    }

    /// The conditions that hold at a position of a text.
    init(at position: Int, in text: UnsafeRawBufferPointer) {
        let before: Neighbour = position > 0 ? Neighbour(text[position - 1]) : .edge
        let after: Neighbour = position < text.count ? Neighbour(text[position]) : .edge
        self.init(between: before, and: after)
    }

    /// Whether any of these asks more of a neighbour than whether it is there.
    var looksAtBytes: Bool { !self.subtracting([.textStart, .textEnd]).isEmpty }
}
