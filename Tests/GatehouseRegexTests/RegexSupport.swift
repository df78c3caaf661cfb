@testable import GatehouseRegex

extension Regex {
    func fullMatches(_ text: String) -> Bool { self.fullMatches(Array(text.utf8)) }

    func fullMatches(_ text: [UInt8]) -> Bool { text.withUnsafeBytes { self.fullMatches($0) } }

    /// What `fullMatches` says without the automaton.
    func fullMatchesInterpreted(_ text: [UInt8]) -> Bool {
        text.withUnsafeBytes { bytes in
            var viability = Viability(self.program, self.predecessors, in: bytes, extent: .toEnd)
            return viability.contains(self.program.start, at: 0)
        }
    }

    /// The first match in the notation of `RE2Match`.
    func found(in text: String) -> String {
        let match = Array(text.utf8).withUnsafeBytes { self.firstMatch(in: $0) }
        guard let match else { return "" }
        let ranges = (0...self.captureCount).map { match[$0] }
        return ranges.map { $0.map { "\($0.lowerBound)..\($0.upperBound)" } ?? "-" }.joined(separator: " ")
    }

    func replaceAll(in text: String, with substitution: String) throws -> String? {
        let substitution = try Substitution(substitution, groups: self.captureCount)
        let result = Array(text.utf8).withUnsafeBytes { self.replaceAll(in: $0, with: substitution) }
        return result.map { String(decoding: $0, as: UTF8.self) }
    }
}
