/// A file as it was last read: its text, and what each document of it was decoded to.
struct ManifestFile {
    private var text: [UInt8]
    private var chunks: [DocumentSplitter.Chunk]
    /// What the documents define, in order.
    private(set) var documents: [Document]

    /// Reads a file for the first time.
    init(text: [UInt8], read: (_ text: ArraySlice<UInt8>, _ line: Int) -> Document) {
        self.text = text
        self.chunks = DocumentSplitter.split(text)
        self.documents = self.chunks.map { read(text[$0.bytes], $0.line) }
    }

    /// Reads the file again. Documents that moved or stayed are not decoded again, so that a change costs what it
    /// touches and not what the file holds.
    ///
    /// - Returns: whether any document is different, its place in the file included.
    mutating func update(
        text: [UInt8], read: (_ text: ArraySlice<UInt8>, _ line: Int) -> Document
    ) -> Bool {
        if text == self.text { return false }
        let chunks = DocumentSplitter.split(text)
        func isSame(_ new: Int, _ old: Int) -> Bool {
            text[chunks[new].bytes].elementsEqual(self.text[self.chunks[old].bytes])
        }
        let shorter = min(chunks.count, self.chunks.count)
        var prefix = 0
        while prefix < shorter, isSame(prefix, prefix) { prefix += 1 }
        var suffix = 0
        while suffix < shorter - prefix, isSame(chunks.count - 1 - suffix, self.chunks.count - 1 - suffix) {
            suffix += 1
        }
        var known: [ArraySlice<UInt8>: Int] = [:]
        for old in prefix..<(self.chunks.count - suffix) { known[self.text[self.chunks[old].bytes]] = old }

        var documents: [Document] = []
        documents.reserveCapacity(chunks.count)
        for new in chunks.indices {
            let old =
                if new < prefix {
                    new
                } else if new >= chunks.count - suffix {
                    new - chunks.count + self.chunks.count
                } else {
                    known[text[chunks[new].bytes]]
                }
            if let old {
                documents.append(self.documents[old].moved(by: chunks[new].line - self.chunks[old].line))
            } else {
                documents.append(read(text[chunks[new].bytes], chunks[new].line))
            }
        }
        let isDifferent =
            prefix < chunks.count || prefix < self.chunks.count
            || zip(chunks, self.chunks).contains { $0.line != $1.line }
        self.text = text
        self.chunks = chunks
        self.documents = documents
        return isDifferent
    }
}
