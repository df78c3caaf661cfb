/// Where the fields of one resource are in a file. A field that was not recorded has its nearest ancestor's line.
public struct SourceMap: Hashable, Sendable {
    /// The path of the file as it was given.
    public var file: String
    /// Lines, from 1.
    public var lines: [FieldPath: Int]

    /// A map.
    public init(file: String, lines: [FieldPath: Int]) {
        self.file = file
        self.lines = lines
    }

    /// The place of a field, or of the nearest recorded thing around it.
    public func location(of field: FieldPath) -> SourceLocation? {
        var path = field
        while true {
            if let line = self.lines[path] { return SourceLocation(file: self.file, line: line) }
            if path.components.isEmpty { return nil }
            path.components.removeLast()
        }
    }
}
