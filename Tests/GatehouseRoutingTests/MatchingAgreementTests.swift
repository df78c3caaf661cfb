import GatehouseHTTP
import GatehousePlan
import GatehouseRegex
import Testing

@testable import GatehouseRouting

/// The index must never change what is matched: it is held against conditions tried one by one, by an evaluation that
/// shares no code with it.
@Suite struct MatchingAgreementTests {
    @Test("The indexed search takes the route that trying one by one takes", arguments: 0..<40)
    func agrees(seed: Int) {
        var random = SeededRandom(seed: UInt64(seed))
        let conditions = (0..<[8, 30, 150, 600][seed % 4]).map { _ in Vocabulary.condition(&random) }
        let table = Table(conditions.enumerated().map { .to(String($0), $1) })
        #expect(table.compiled.problems.isEmpty)
        var hits = 0
        for _ in 0..<250 {
            let request = Vocabulary.request(&random)
            let head = RequestHead(
                method: request.method, authority: request.authority, target: request.target, headers: request.headers)
            let expected = conditions.firstIndex { $0.holds(for: request) }
            let actual = table.routeName(head, scheme: request.scheme)
            #expect(actual == expected.map { String($0) }, "\(request)")
            if actual != nil { hits += 1 }
        }
        #expect(hits > 0)
    }
}

/// SplitMix64: the same numbers for the same seed, everywhere.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { self.state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = self.state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// Few words, so that conditions and requests meet often and share much.
private enum Vocabulary {
    static let paths = ["/", "/a", "/A", "/ab", "/ab/", "/ab/c", "/b", "/b/c/d", "/abc", "", "/aB/C"]
    static let regexes = [
        "/a.*", "/ab/[a-c]", ".*", "/b|/a", "a+", "(?i)/AB.*", "", "[^/]*", ".*/c", ".*b/c.*", "/[ab]+/c/d", ".*a.*",
    ]
    static let values = ["", "a", "ab", "abc", "b", "a,b", "a,", "GET", "POST", "h", "h:80", "http"]
    /// Besides few names, many: they are indexed in another way.
    static let manyNames = (0..<12).map { "n\($0)" }
    static let headers = ["x-a", "x-b", "x-c", ":method", ":authority", "host", ":scheme", ":path", "method", "origin"]
    static let parameters = ["p", "q", "r", ""]
    static let targets = paths.dropLast(2) + ["/ab/c?p=a&q=b", "/a?p", "/b?p=&p=a", "/?q=ab&&r=a=b&", "/x?", "/?=a"]

    static func value(_ random: inout SeededRandom) -> StringCondition {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: .present
        case 1: .prefix(self.pick(self.values, &random))
        case 2:
            .regex(
                self.pick(["a.*", "a|b", ".*", "[a-b]*", "ab?", "GET|POST", ".*b", ".*ab.*", "(a|,)b,?.*"], &random))
        default: .exact(self.pick(self.values, &random))
        }
    }

    static func condition(_ random: inout SeededRandom) -> RouteCondition {
        var condition = RouteCondition()
        switch Int.random(in: 0..<10, using: &random) {
        case 0...2:
            condition.path = PathCondition(.exact(self.pick(self.paths, &random)), ignoresCase: self.coin(&random))
        case 3...6:
            condition.path = PathCondition(.prefix(self.pick(self.paths, &random)), ignoresCase: self.coin(&random))
        case 7: condition.path = PathCondition(.regex(self.pick(self.regexes, &random)))
        default: break
        }
        if self.oneIn(6, &random) { condition.method = self.value(&random) }
        if self.oneIn(9, &random) { condition.authority = self.value(&random) }
        if self.oneIn(12, &random) { condition.scheme = .exact(self.coin(&random) ? "http" : "https") }
        for _ in 0..<Int.random(in: 0..<3, using: &random) {
            condition.headers.append(
                HeaderCondition(
                    name: self.pick(self.headers, &random), value: self.value(&random),
                    isInverted: self.oneIn(4, &random)))
        }
        if self.oneIn(5, &random) {
            condition.headers.append(
                HeaderCondition(name: self.pick(self.manyNames, &random), value: self.value(&random)))
        }
        if self.oneIn(3, &random) {
            let name = self.pick(self.coin(&random) ? self.parameters : self.manyNames, &random)
            condition.queryParameters.append(QueryCondition(name: name, value: self.value(&random)))
        }
        return condition
    }

    static func request(_ random: inout SeededRandom) -> Request {
        var headers: [(name: String, value: String)] = []
        for _ in 0..<Int.random(in: 0..<6, using: &random) {
            let names = self.coin(&random) ? ["x-a", "x-b", "x-c", "method", "origin"] : self.manyNames
            headers.append((self.pick(names, &random), self.pick(self.values, &random)))
        }
        var target = self.pick(Array(self.targets), &random)
        for _ in 0..<Int.random(in: 0..<3, using: &random) {
            target += target.contains("?") ? "&" : "?"
            target += "\(self.pick(self.manyNames, &random))=\(self.pick(self.values, &random))"
        }
        return Request(
            method: self.pick(["GET", "POST", "a"], &random), authority: self.pick(["h", "h:80", "a", "ab"], &random),
            target: target, headers: headers, scheme: self.coin(&random) ? .http : .https)
    }

    private static func pick(_ words: [String], _ random: inout SeededRandom) -> String {
        words[Int.random(in: words.indices, using: &random)]
    }
    private static func coin(_ random: inout SeededRandom) -> Bool { Bool.random(using: &random) }
    private static func oneIn(_ chances: Int, _ random: inout SeededRandom) -> Bool {
        Int.random(in: 0..<chances, using: &random) == 0
    }
}

private struct Request {
    var method: String
    var authority: String
    var target: String
    var headers: [(name: String, value: String)]
    var scheme: RequestFacts.Scheme

    var path: String { String(self.target.prefix { $0 != "?" }) }

    func header(_ name: String) -> String? {
        switch name {
        case ":method": return self.method
        case ":authority", "host": return self.authority
        case ":scheme": return self.scheme == .http ? "http" : "https"
        case ":path": return self.target
        default:
            let values = self.headers.filter { $0.name == name }.map(\.value)
            return values.isEmpty ? nil : values.joined(separator: ",")
        }
    }

    func parameter(_ name: String) -> String? {
        guard let query = self.target.firstIndex(of: "?") else { return nil }
        var parts = self.target[query...].dropFirst().split(separator: "&", omittingEmptySubsequences: false)
        if parts.last == "" { parts.removeLast() }
        for part in parts {
            let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if pieces[0] == name { return pieces.count == 2 ? String(pieces[1]) : "" }
        }
        return nil
    }
}

extension RouteCondition {
    fileprivate func holds(for request: Request) -> Bool {
        if let path = self.path, !path.holds(for: request.path) { return false }
        if let method = self.method, !method.holds(for: request.method) { return false }
        if let scheme = self.scheme, !scheme.holds(for: request.header(":scheme")) { return false }
        if let authority = self.authority, !authority.holds(for: request.authority) { return false }
        for header in self.headers {
            let value = request.header(header.name)
            if !header.isInverted {
                if !header.value.holds(for: value) { return false }
            } else if header.value == .present {
                if value != nil { return false }
            } else if header.value.holds(for: value ?? "") {
                return false
            }
        }
        return self.queryParameters.allSatisfy { $0.value.holds(for: request.parameter($0.name)) }
    }
}

extension PathCondition {
    fileprivate func holds(for path: String) -> Bool {
        func fold(_ text: String) -> String { self.ignoresCase ? text.lowercased() : text }
        return switch self.pattern {
        case .exact(let text): fold(path) == fold(text)
        case .prefix(let text): text.isEmpty || fold(path).hasPrefix(fold(text))
        case .regex(let pattern): StringCondition.regex(pattern).holds(for: path)
        }
    }
}

extension StringCondition {
    fileprivate func holds(for value: String?) -> Bool {
        guard let value else { return false }
        switch self {
        case .exact(let text): return value == text
        case .prefix(let text): return text.isEmpty || value.hasPrefix(text)
        case .present: return true
        case .regex(let pattern):
            guard let regex = try? Regex(pattern) else { return false }
            return Array(value.utf8).withUnsafeBytes { regex.fullMatches($0) }
        }
    }
}
