/// Cuts a file into its YAML documents by their markers, so that a change in one leaves the others as they were read.
///
/// A line that begins with `---` starts a document wherever it stands: YAML 1.2 forbids it inside of one (§9.1.2), in
/// block scalars too. JSON passes in one piece.
struct DocumentSplitter {
    /// One document of a file.
    struct Chunk: Hashable {
        /// The bytes; the marker is one of them only where something stands beside it.
        var bytes: Range<Int>
        /// The line of its first byte, from 1.
        var line: Int
    }

    /// The documents of `text` that hold more than blank lines and comments.
    static func split(_ text: [UInt8]) -> [Chunk] {
        var chunks: [Chunk] = []
        var start = 0
        var startLine = 1
        var line = 1
        var hasContent = false
        var hasDirective = false
        var position = 0
        func close(at end: Int) {
            if hasContent { chunks.append(Chunk(bytes: start..<end, line: startLine)) }
        }
        text.withUnsafeBufferPointer { text in
            while position < text.count {
                let end = Self.endOfLine(in: text, from: position)
                let content = text[position..<end]
                if Self.isMarker(content) {
                    let isAlone = !Self.hasContent(content.dropFirst(3))
                    // Directives belong to the document whose marker follows them.
                    if hasContent || !hasDirective {
                        close(at: position)
                        (start, startLine) = isAlone ? (end, line + 1) : (position, line)
                    }
                    hasDirective = false
                    hasContent = !isAlone
                } else if !hasContent, content.first == UInt8(ascii: "%") {
                    hasDirective = true
                } else if !hasContent {
                    hasContent = Self.hasContent(content)
                }
                position = end
                line += 1
            }
        }
        close(at: text.count)
        return chunks
    }

    /// Where the next line begins; lines end as YAML's do, with a line feed, a carriage return, or both.
    private static func endOfLine(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        while position < text.count {
            let byte = text[position]
            position += 1
            if byte == newline { return position }
            if byte == UInt8(ascii: "\r") {
                return position < text.count && text[position] == newline ? position + 1 : position
            }
        }
        return position
    }

    private static let newline = UInt8(ascii: "\n")

    private static func isMarker(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard line.starts(with: [UInt8(ascii: "-"), UInt8(ascii: "-"), UInt8(ascii: "-")]) else { return false }
        guard let next = line.dropFirst(3).first else { return true }
        return next == newline || next == UInt8(ascii: "\r") || next == UInt8(ascii: " ") || next == UInt8(ascii: "\t")
    }

    private static func hasContent(_ line: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        for byte in line {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), newline: continue
            default: return byte != UInt8(ascii: "#")
            }
        }
        return false
    }
}
