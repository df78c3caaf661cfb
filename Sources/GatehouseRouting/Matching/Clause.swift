import GatehouseHTTP
import GatehousePlan

/// One part of a route's condition, while a matcher is being built.
struct Clause {
    /// What is looked at.
    var subject: Subject
    /// How.
    var test: ClauseTest
    /// The text to compare with; for a regular expression, the literal that every match begins with.
    var text: [UInt8]
    /// For a regular expression, a literal that every match contains; else, and where none can be told, empty.
    var infix: [UInt8] = []
    /// The regular expression's place in the matcher; -1 where there is none.
    var regex: Int32 = -1
    /// Whether the clause holds when the test does not. A missing value then counts as an empty one, save in a test for
    /// presence (semantics M4).
    var isInverted = false
}

/// What a clause looks at.
struct Subject: Hashable {
    /// The sort of value.
    enum Kind: UInt8, Comparable {
        // The order in which an index prefers them, other things being equal.
        case path
        case authority
        case header
        case query
        case target
        case method
        case scheme

        static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    }

    var kind: Kind
    /// The header's or query parameter's name; empty for others.
    var name: [UInt8] = []

    /// The subject of a header condition: pseudo headers and `host` stand for the request's parts (semantics M3).
    static func header(_ name: String) -> Subject {
        let bytes = Array(name.lowercased().utf8)
        return switch HeaderSource(bytes) {
        case .method: Subject(kind: .method)
        case .authority: Subject(kind: .authority)
        case .scheme: Subject(kind: .scheme)
        case .target: Subject(kind: .target)
        case .field: Subject(kind: .header, name: bytes)
        }
    }
}

/// How a value is compared.
enum ClauseTest: UInt8 {
    case exact
    case prefix
    case foldedExact
    case foldedPrefix
    case regex
    case present
}
