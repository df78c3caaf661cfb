/// Reads RE2's syntax into a tree, in one pass with a stack of open groups instead of recursion.
///
/// Split by what is read: groups and flags, repetitions, escapes and classes are extensions.
struct Parser {
    /// A pattern that has been read.
    struct Result {
        let tree: Node
        let captureCount: Int
    }

    /// What `(?imsU)` set.
    struct Flags {
        var ignoresCase = false
        var multiline = false
        var dotMatchesNewline = false
        var swapsGreed = false
    }

    /// A piece of the pattern that a repetition may apply to.
    struct Item {
        var node: Node
        /// How many groups and repetitions are inside one another here.
        var depth = 0
        /// The largest product of counts of repetitions inside one another.
        var copies = 1
    }

    /// An open group, or the whole pattern.
    struct Group {
        var alternatives: [Item] = []
        var sequence: [Item] = []
        var capture: Int?
        var outerFlags: Flags
        var offset: Int
    }

    let scalars: [Unicode.Scalar]
    var index = 0
    var flags = Flags()
    var stack = [Group(capture: nil, outerFlags: Flags(), offset: 0)]
    var captureCount = 0
    /// Where the repetition operator that was just read begins.
    var precedingRepetition: Int?

    init(_ pattern: String) throws(RegexError) {
        guard pattern.utf8.count <= Limits.patternBytes else {
            throw RegexError(
                .tooLarge, "The pattern has \(pattern.utf8.count) bytes; at most \(Limits.patternBytes) are read.")
        }
        self.scalars = Array(pattern.unicodeScalars)
    }

    // MARK: Reading

    /// The character `ahead` places on.
    func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        let place = self.index + ahead
        return place < self.scalars.count ? self.scalars[place] : nil
    }

    /// Skips `expected` if it is next.
    mutating func skip(_ expected: Unicode.Scalar) -> Bool {
        guard self.peek() == expected else { return false }
        self.index += 1
        return true
    }

    /// The text from `start` to where reading is, for messages.
    func text(from start: Int) -> String { self.text(start..<self.index) }

    /// A part of the pattern, for messages.
    func text(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: self.scalars[range.clamped(to: 0..<self.scalars.count)])
        return String(text)
    }

    // MARK: Parsing

    /// Reads the whole pattern.
    mutating func parse() throws(RegexError) -> Result {
        while let next = self.peek() {
            let start = self.index
            var isRepetition = false
            switch next {
            case "(": try self.openGroup()
            case ")": try self.closeGroup()
            case "|":
                self.index += 1
                self.closeAlternative()
            case "*", "+", "?":
                try self.repeatLast()
                isRepetition = true
            case "{": isRepetition = try self.repeatLastCounted()
            case "[": self.append(.set(try self.characterClass()))
            case "\\": try self.escape()
            case ".":
                self.index += 1
                self.append(.set(self.flags.dotMatchesNewline ? .all : CodePointSet([10...10]).inverted))
            case "^":
                self.index += 1
                self.append(.assertion(self.flags.multiline ? .lineStart : .textStart))
            case "$":
                self.index += 1
                self.append(.assertion(self.flags.multiline ? .lineEnd : .textEnd))
            default:
                self.index += 1
                self.appendLiteral(next.value)
            }
            self.precedingRepetition = isRepetition ? start : nil
        }
        guard self.stack.count == 1 else {
            throw RegexError(
                .unbalancedParentheses, "This `(` is never closed; add `)`, or write `\\(` for the character.",
                at: self.stack[self.stack.count - 1].offset)
        }
        return Result(tree: self.finishGroup().node, captureCount: self.captureCount)
    }

    // MARK: Building

    /// Adds to the innermost open group.
    mutating func append(_ item: Item) { self.stack[self.stack.count - 1].sequence.append(item) }

    /// Adds to the innermost open group.
    mutating func append(_ node: Node) { self.append(Item(node: node)) }

    /// Adds one code point, in all its cases under `(?i)`.
    mutating func appendLiteral(_ codePoint: UInt32) {
        guard self.flags.ignoresCase else { return self.append(.literal(codePoint)) }
        let variants = CodePointSet([codePoint...codePoint]).foldingCase()
        let isAlone = variants.ranges.count == 1 && variants.ranges[0].count == 1
        self.append(isAlone ? .literal(codePoint) : .set(variants))
    }

    /// Ends what stands left of `|`.
    mutating func closeAlternative() {
        let top = self.stack.count - 1
        let items = self.stack[top].sequence
        self.stack[top].sequence = []
        self.stack[top].alternatives.append(Self.combine(items, as: Node.concatenation))
    }

    /// Ends the innermost group and returns what is in it.
    mutating func finishGroup() -> Item {
        self.closeAlternative()
        let alternatives = self.stack[self.stack.count - 1].alternatives
        return alternatives.count == 1 ? alternatives[0] : Self.combine(alternatives, as: Node.alternation)
    }

    private static func combine(_ items: [Item], as make: ([Node]) -> Node) -> Item {
        guard items.count != 1 else { return items[0] }
        guard !items.isEmpty else { return Item(node: .empty) }
        return Item(
            node: make(items.map(\.node)),
            depth: items.reduce(0) { max($0, $1.depth) } + 1,
            copies: items.reduce(1) { max($0, $1.copies) })
    }
}
