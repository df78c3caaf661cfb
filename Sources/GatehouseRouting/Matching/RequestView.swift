import GatehouseHTTP

/// A request's parts as pointers, for the length of one lookup.
struct RequestView {
    let bytes: UnsafeRawBufferPointer
    let fields: UnsafeBufferPointer<HeaderBlock.Field>
    let method: ByteRange
    let path: ByteRange
    let query: ByteRange
    let authority: ByteRange
    let scheme: RequestFacts.Scheme

    /// Calls `body` with a view of `head`.
    @inline(__always)
    static func with<Result>(
        _ head: RequestHead, scheme: RequestFacts.Scheme, _ body: (RequestView) -> Result
    ) -> Result {
        head.headers.bytes.withUnsafeBytes { bytes in
            head.headers.fields.withUnsafeBufferPointer { fields in
                body(
                    RequestView(
                        bytes: bytes, fields: fields, method: head.method, path: head.path, query: head.query,
                        authority: head.authority, scheme: scheme))
            }
        }
    }

    /// The bytes of one of the request's own ranges.
    @inline(__always)
    func slice(_ range: ByteRange) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: self.bytes[range.indices])
    }

    /// Calls `body` with what a header of this name holds; nil where there is none. Repeated fields are joined with `,`
    /// (semantics M3).
    @inline(__always)
    func withHeader<Result>(
        _ name: UnsafeRawBufferPointer, _ id: HeaderName, _ body: (UnsafeRawBufferPointer?) -> Result
    ) -> Result {
        guard let first = self.field(name, id, from: 0) else { return body(nil) }
        guard let second = self.field(name, id, from: first + 1) else {
            return body(self.slice(self.fields[first].value))
        }
        return self.withJoined(first, second, name, id, body)
    }

    /// Whether no field before this one has its name.
    func isFirst(_ index: Int) -> Bool {
        let field = self.fields[index]
        return self.field(self.slice(field.name), field.id, from: 0) == index
    }

    /// The index of the next field of this name.
    @inline(__always)
    private func field(_ name: UnsafeRawBufferPointer, _ id: HeaderName, from start: Int) -> Int? {
        var index = start
        while index < self.fields.count {
            let field = self.fields[index]
            if field.id == id, field.name.count == name.count,
                id.identifiesOneName || self.slice(field.name).equals(name)
            {
                return index
            }
            index += 1
        }
        return nil
    }

    @inline(never)
    private func withJoined<Result>(
        _ first: Int, _ second: Int, _ name: UnsafeRawBufferPointer, _ id: HeaderName,
        _ body: (UnsafeRawBufferPointer?) -> Result
    ) -> Result {
        var joined = Array(self.slice(self.fields[first].value))
        var next: Int? = second
        while let index = next {
            joined.append(UInt8(ascii: ","))
            joined.append(contentsOf: self.slice(self.fields[index].value))
            next = self.field(name, id, from: index + 1)
        }
        return joined.withUnsafeBytes { body($0) }
    }

    /// Calls `body` with path and query in one piece.
    @inline(__always)
    func withTarget<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        if self.query.isEmpty { return body(self.slice(self.path)) }
        if self.query.start == self.path.start &+ self.path.count {
            return body(
                self.slice(ByteRange(start: Int(self.path.start), count: Int(self.path.count + self.query.count))))
        }
        let target = Array(self.slice(self.path)) + Array(self.slice(self.query))
        return target.withUnsafeBytes { body($0) }
    }

    /// The value of the first query parameter of this name, undecoded; nil where there is none (semantics M5).
    func queryValue(_ name: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        var parameters = QueryParameters(self.slice(self.query))
        while let parameter = parameters.next() {
            if parameter.name.equals(name) { return parameter.value }
        }
        return nil
    }
}

extension HeaderName {
    /// Whether two fields of this id have the same name for certain.
    @inline(__always)
    fileprivate var identifiesOneName: Bool { self != .other && self != .envoyInternal }
}

/// The parameters of a query, one after the other, undecoded. A parameter without `=` has an empty value.
struct QueryParameters {
    private let query: UnsafeRawBufferPointer
    private var position: Int

    /// The parameters of a query that begins with `?`, or of an empty one.
    init(_ query: UnsafeRawBufferPointer) {
        self.query = query
        self.position = 1
    }

    mutating func next() -> (name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer)? {
        guard self.position < self.query.count else { return nil }
        let start = self.position
        var equals = -1
        var end = start
        while end < self.query.count, self.query[end] != UInt8(ascii: "&") {
            if equals < 0, self.query[end] == UInt8(ascii: "=") { equals = end }
            end += 1
        }
        self.position = end + 1
        let nameEnd = equals < 0 ? end : equals
        return (
            UnsafeRawBufferPointer(rebasing: self.query[start..<nameEnd]),
            UnsafeRawBufferPointer(rebasing: self.query[min(nameEnd + 1, end)..<end])
        )
    }
}
