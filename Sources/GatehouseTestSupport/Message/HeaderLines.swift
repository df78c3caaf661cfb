/// Field lines in the order they came, repeats kept.
public struct HeaderLines: Sendable, Hashable {
    /// Names as received and values without surrounding white space.
    public var lines: [Line]

    /// One field line.
    public struct Line: Sendable, Hashable, Codable {
        /// The name, its case kept.
        public var name: String
        /// The value.
        public var value: String

        /// A field line.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Lines.
    public init(_ lines: [Line] = []) { self.lines = lines }

    /// The first value of a name, whatever its case.
    public subscript(_ name: String) -> String? { self.values(name).first }

    /// Every value of a name, whatever its case.
    public func values(_ name: String) -> [String] {
        let wanted = name.lowercased()
        return self.lines.filter { $0.name.lowercased() == wanted }.map(\.value)
    }

    /// The names, as received.
    public var names: [String] { self.lines.map(\.name) }

    /// Whether a name is there, whatever its case.
    public func contains(_ name: String) -> Bool { self[name] != nil }
}
