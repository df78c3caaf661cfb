import GatehouseHTTP
import GatehousePlan
import GatehouseRegex

/// A path rewrite that knows what its route's condition matched (semantics A3).
enum CompiledPathRewrite: Sendable {
    /// Replaces so many bytes at the beginning.
    case prefix(count: Int, replacement: [UInt8])
    /// Replaces the path.
    case whole([UInt8])
    /// Replaces every match of an expression.
    case regex(Regex, substitution: Substitution)

    /// A route without a path condition matches the prefix `/`, which is therefore what is replaced.
    init(_ plan: PathRewrite, condition: PathCondition?, _ cache: inout RegexCache) throws(CompileFailure) {
        switch plan {
        case .matched(let text):
            switch condition?.pattern ?? .prefix("/") {
            case .prefix(let prefix): self = .prefix(count: prefix.utf8.count, replacement: Array(text.utf8))
            case .exact, .regex: self = .whole(Array(text.utf8))
            }
        case .regex(let pattern, let substitution):
            let regex = try cache.regex(pattern)
            do {
                self = .regex(regex, substitution: try Substitution(substitution, groups: regex.captureCount))
            } catch {
                throw CompileFailure("`\(substitution)` cannot be substituted for `\(pattern)`: \(error)")
            }
        }
    }

    /// Rewrites the path, keeps the query, and notes the original target in `x-envoy-original-path`.
    func apply(to head: inout RequestHead) {
        let rewritten: ByteRange
        switch self {
        case .prefix(let count, let replacement):
            guard head.path.count >= count else { return }
            rewritten = head.headers.store(replacement)
            head.headers.copy(ByteRange(start: Int(head.path.start) + count, count: Int(head.path.count) - count))
        case .whole(let replacement):
            rewritten = head.headers.store(replacement)
        case .regex(let regex, let substitution):
            // Like Envoy, notes the path even where nothing matched, and sends no empty one.
            guard let path = head.withBytes(head.path, { regex.replaceAll(in: $0, with: substitution) }) else {
                return head.noteOriginalPath()
            }
            if path.isEmpty { return }
            rewritten = head.headers.store(path)
        }
        let start = Int(rewritten.start)
        let path = ByteRange(start: start, count: head.headers.bytes.count - start)
        head.noteOriginalPath()
        head.path = path
    }
}

extension RequestHead {
    fileprivate mutating func noteOriginalPath() {
        let start = self.headers.bytes.count
        self.headers.copy(self.path)
        self.headers.copy(self.query)
        let value = ByteRange(start: start, count: self.headers.bytes.count - start)
        self.headers.removeAll(named: Self.originalPath)
        let nameRange = self.headers.store(Self.originalPath)
        self.headers.fields.append(HeaderBlock.Field(id: .envoyInternal, name: nameRange, value: value))
    }

    private static let originalPath = Array("x-envoy-original-path".utf8)
}

extension HeaderBlock {
    /// Appends a copy of bytes that the storage holds already.
    fileprivate mutating func copy(_ range: ByteRange) {
        self.bytes.reserveCapacity(self.bytes.count + Int(range.count))
        for index in range.indices { self.bytes.append(self.bytes[index]) }
    }
}
