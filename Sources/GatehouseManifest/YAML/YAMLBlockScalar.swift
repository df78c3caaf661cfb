/// Scalars that are indented blocks of text: `|` keeps the lines, `>` folds them.
extension YAMLParser {
    /// What becomes of line breaks at the end of a block.
    private enum Chomping {
        case strip
        case clip
        case keep
    }

    /// The block whose header is here, in a collection at this column.
    mutating func blockScalar(indent: Int) throws(YAMLError) -> Scalar {
        let line = self.line
        let isFolded = self.current == UInt8(ascii: ">")
        self.position += 1
        var (chomping, increment) = (Chomping.clip, 0)
        header: while true {
            switch self.current {
            case UInt8(ascii: "-"): chomping = .strip
            case UInt8(ascii: "+"): chomping = .keep
            case UInt8(ascii: "1")...UInt8(ascii: "9"): increment = Int(self.current - UInt8(ascii: "0"))
            default: break header
            }
            self.position += 1
        }
        self.skipBlanks()
        if self.hasTokenOnLine { throw self.error("Nothing but a comment may follow `|` or `>` on its line.") }
        self.skipLine()
        self.skipBreak()

        let start = self.tree.pool.count
        var column = increment > 0 ? max(indent, 0) + increment : 0
        var breaks = self.blockBreaks(column: &column, indent: indent)
        // The break that ended the last line; nil before the first.
        var hasPending = false
        var wasIndented = false
        while !self.isAtEnd, self.column == column {
            let isIndented = Self.isBlank(self.current)
            if hasPending {
                if isFolded, !wasIndented, !isIndented {
                    if breaks == 0 { self.tree.pool.append(UInt8(ascii: " ")) }
                } else {
                    self.tree.pool.append(UInt8(ascii: "\n"))
                }
            }
            for _ in 0..<breaks { self.tree.pool.append(UInt8(ascii: "\n")) }
            let from = self.position
            self.skipLine()
            self.tree.pool.append(contentsOf: self.bytes[from..<self.position])
            hasPending = self.isAtBreak
            self.skipBreak()
            wasIndented = isIndented
            breaks = self.blockBreaks(column: &column, indent: indent)
        }
        if chomping != .strip, hasPending { self.tree.pool.append(UInt8(ascii: "\n")) }
        if chomping == .keep { for _ in 0..<breaks { self.tree.pool.append(UInt8(ascii: "\n")) } }
        return Scalar(kind: .text, start: start, count: self.tree.pool.count - start, isPooled: true, line: line)
    }

    /// Moves over empty lines to the text's column, which the first line with text tells when it is still 0. Returns the
    /// number of lines passed.
    private mutating func blockBreaks(column: inout Int, indent: Int) -> Int {
        var breaks = 0
        var widest = 0
        while true {
            while self.current == UInt8(ascii: " "), column == 0 || self.column < column { self.position += 1 }
            widest = max(widest, self.column)
            if !self.isAtBreak { break }
            self.skipBreak()
            breaks += 1
        }
        if column == 0 { column = max(widest, indent + 1, 1) }
        return breaks
    }
}
