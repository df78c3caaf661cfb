import GatehouseHTTP
import GatehousePlan
import GatehouseRegex

/// A condition on one value by itself, outside the route index.
enum ValueMatcher: Sendable {
    case exact([UInt8])
    case prefix([UInt8])
    case regex(Regex)
    case any

    init(_ plan: StringCondition, _ cache: inout RegexCache) throws(CompileFailure) {
        switch plan {
        case .exact(let text): self = .exact(Array(text.utf8))
        case .prefix(let text): self = .prefix(Array(text.utf8))
        case .regex(let pattern): self = .regex(try cache.regex(pattern))
        case .present: self = .any
        }
    }

    func matches(_ value: UnsafeRawBufferPointer) -> Bool {
        switch self {
        case .exact(let text): value.equals(text)
        case .prefix(let text): value.hasPrefix(text)
        case .regex(let regex): regex.fullMatches(value)
        case .any: true
        }
    }

    func matches(_ value: [UInt8]) -> Bool { value.withUnsafeBytes { self.matches($0) } }
}
