/// Where the fields of one resource are in a file. A field that was not recorded has its nearest ancestor's line.
///
/// The fields are one flat list in the order of the file, 12 bytes each and without their names, so that the maps of
/// many thousand resources cost little.
public struct SourceMap: Hashable, Sendable {
    /// The path of the file as it was given.
    public var file: String
    private var entries: [Entry]

    /// A field or an entry of a list; those inside it follow.
    private struct Entry: Hashable, Sendable {
        /// The field's name, hashed; 0 for an entry of a list.
        var name: UInt32
        var line: Int32
        /// The index after the last one inside.
        var end: Int32
    }

    /// The place of a field, or of the nearest recorded thing around it.
    public func location(of field: FieldPath) -> SourceLocation? {
        guard let root = self.entries.first else { return nil }
        var index = 0
        var line = root.line
        for component in field.components {
            guard let inner = self.child(component, of: index) else { break }
            index = inner
            line = self.entries[inner].line
        }
        return SourceLocation(file: self.file, line: Int(line))
    }

    /// Whether the field itself is written in the file.
    public func contains(_ field: FieldPath) -> Bool {
        guard !self.entries.isEmpty else { return false }
        var index = 0
        for component in field.components {
            guard let inner = self.child(component, of: index) else { return false }
            index = inner
        }
        return true
    }

    /// The map after `lines` lines were put in above the resource.
    public func moved(by lines: Int) -> SourceMap {
        var map = self
        for index in map.entries.indices {
            map.entries[index].line = Int32(clamping: Int(map.entries[index].line) &+ lines)
        }
        return map
    }

    private func child(_ component: FieldPath.Component, of parent: Int) -> Int? {
        var child = parent + 1
        var position = 0
        let end = Int(self.entries[parent].end)
        let name =
            switch component {
            case .key(let key): Self.hash(Array(key.utf8)[...])
            case .index: UInt32(0)
            }
        while child < end {
            switch component {
            case .key where self.entries[child].name == name: return child
            case .index(position) where self.entries[child].name == 0: return child
            case .key, .index: break
            }
            child = Int(self.entries[child].end)
            position += 1
        }
        return nil
    }

    /// FNV-1a over a name without underscores and letter case: a field has the same hash under either of its names,
    /// `retryOn` and `retry_on`. Two names with one hash in one mapping cost no more than a wrong line in a message.
    private static func hash(_ name: ArraySlice<UInt8>) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for byte in name where byte != UInt8(ascii: "_") {
            let isUppercase = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            hash = (hash ^ UInt32(isUppercase ? byte | 0x20 : byte)) &* 16_777_619
        }
        return max(hash, 1)
    }

    /// Makes a map while a resource is walked from top to bottom.
    public struct Builder {
        private var map: SourceMap
        private var open: [Int] = [0]

        /// A map of a resource that begins on this line.
        public init(file: String, line: Int) {
            self.map = SourceMap(file: file, entries: [Entry(name: 0, line: Int32(clamping: line), end: 1)])
        }

        /// Enters a field, by the bytes of its name.
        public mutating func begin(field name: ArraySlice<UInt8>, line: Int) {
            self.begin(Entry(name: SourceMap.hash(name), line: Int32(clamping: line), end: 0))
        }

        /// Enters the next entry of a list.
        public mutating func beginEntry(line: Int) {
            self.begin(Entry(name: 0, line: Int32(clamping: line), end: 0))
        }

        private mutating func begin(_ entry: Entry) {
            self.open.append(self.map.entries.count)
            self.map.entries.append(entry)
        }

        /// Leaves what was entered last.
        public mutating func end() {
            guard self.open.count > 1, let index = self.open.popLast() else { return }
            self.map.entries[index].end = Int32(clamping: self.map.entries.count)
        }

        /// The map of what has been entered and left.
        public func finish() -> SourceMap {
            var map = self.map
            map.entries[0].end = Int32(clamping: map.entries.count)
            return map
        }
    }
}
