import GatehouseHTTP
import GatehouseRegex

/// A clause as it is evaluated: plain numbers and ranges into a matcher's text.
struct Predicate {
    var kind: Subject.Kind
    var test: ClauseTest
    var isInverted: Bool
    /// What the header's name is, where the gateway knows it.
    var nameID: HeaderName
    /// The header's or query parameter's name.
    var name: ByteRange
    /// The text to compare with.
    var text: ByteRange
    /// The regular expression's place; -1 for none.
    var regex: Int32
}

/// The storage behind predicates.
struct PredicateStore: Sendable {
    private(set) var text: [UInt8] = []
    var regexes: [Regex] = []

    /// The predicate for a clause.
    mutating func predicate(_ clause: Clause) -> Predicate {
        let name = self.store(clause.subject.name)
        return Predicate(
            kind: clause.subject.kind, test: clause.test, isInverted: clause.isInverted,
            nameID: clause.subject.name.withUnsafeBytes { HeaderName(lowercased: $0) }, name: name,
            text: clause.test == .regex ? .empty : self.store(clause.text), regex: clause.regex)
    }

    mutating func store(_ bytes: [UInt8]) -> ByteRange {
        let start = self.text.count
        self.text.append(contentsOf: bytes)
        return ByteRange(start: start, count: bytes.count)
    }

    /// Whether `predicate` holds of the request.
    @inline(__always)
    func holds(_ predicate: Predicate, _ request: RequestView) -> Bool {
        self.text.withUnsafeBytes { text in
            let name = UnsafeRawBufferPointer(rebasing: text[predicate.name.indices])
            let wanted = UnsafeRawBufferPointer(rebasing: text[predicate.text.indices])
            return request.withValue(of: predicate.kind, name, predicate.nameID) { value in
                self.holds(predicate, value, wanted)
            }
        }
    }

    @inline(__always)
    private func holds(
        _ predicate: Predicate, _ value: UnsafeRawBufferPointer?, _ wanted: UnsafeRawBufferPointer
    ) -> Bool {
        if predicate.test == .present { return (value != nil) != predicate.isInverted }
        guard let value = value ?? (predicate.isInverted ? .empty : nil) else { return false }
        return self.passes(predicate, value, wanted) != predicate.isInverted
    }

    @inline(__always)
    private func passes(
        _ predicate: Predicate, _ value: UnsafeRawBufferPointer, _ wanted: UnsafeRawBufferPointer
    ) -> Bool {
        switch predicate.test {
        case .exact: value.equals(wanted)
        case .prefix:
            value.count >= wanted.count && UnsafeRawBufferPointer(rebasing: value[..<wanted.count]).equals(wanted)
        case .foldedExact: value.count == wanted.count && value.hasFoldedPrefix(wanted)
        case .foldedPrefix: value.hasFoldedPrefix(wanted)
        case .regex: self.regexes[Int(predicate.regex)].fullMatches(value)
        case .present: true
        }
    }
}

extension RequestView {
    /// Calls `body` with the value that a subject names; nil where there is none.
    @inline(__always)
    func withValue<Result>(
        of kind: Subject.Kind, _ name: UnsafeRawBufferPointer, _ nameID: HeaderName,
        _ body: (UnsafeRawBufferPointer?) -> Result
    ) -> Result {
        switch kind {
        case .path: body(self.slice(self.path))
        case .method: body(self.slice(self.method))
        case .authority: body(self.slice(self.authority))
        case .header: self.withHeader(name, nameID, body)
        case .query: body(self.queryValue(name))
        case .target: self.withTarget { body($0) }
        case .scheme: body(self.scheme == .https ? StaticText.https : StaticText.http)
        }
    }
}

/// Texts that live for ever, as bytes.
private enum StaticText {
    static var http: UnsafeRawBufferPointer { self.bytes("http") }
    static var https: UnsafeRawBufferPointer { self.bytes("https") }

    private static func bytes(_ text: StaticString) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }
}

extension UnsafeRawBufferPointer {
    /// No bytes.
    fileprivate static var empty: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: nil, count: 0) }

    /// Whether the bytes begin with `lowercase`, ASCII case aside.
    fileprivate func hasFoldedPrefix(_ lowercase: UnsafeRawBufferPointer) -> Bool {
        guard self.count >= lowercase.count else { return false }
        for index in lowercase.indices where self[index].lowercased != lowercase[index] { return false }
        return true
    }
}
