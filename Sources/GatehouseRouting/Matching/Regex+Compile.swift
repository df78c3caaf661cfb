import GatehouseRegex

extension Regex {
    /// Compiles `pattern`, or says why it cannot be.
    static func compile(_ pattern: String) throws(CompileFailure) -> Regex {
        do {
            return try Regex(pattern)
        } catch {
            throw CompileFailure("the regular expression `\(pattern)` cannot be used: \(error)")
        }
    }
}
