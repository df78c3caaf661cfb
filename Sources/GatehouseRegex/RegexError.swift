/// Why a pattern or a substitution cannot be used.
public struct RegexError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The sort of mistake.
    public enum Kind: Hashable, Sendable {
        /// Too long, too deeply nested or too large once repetitions are written out.
        case tooLarge
        /// `\` followed by something that has no meaning, or by nothing.
        case badEscape
        /// A character class, range or property that cannot be read.
        case badClass
        /// Parentheses that do not pair.
        case unbalancedParentheses
        /// A group whose opening or name cannot be read.
        case badGroup
        /// A repetition of nothing, of a repetition, or too many times.
        case badRepetition
        /// Syntax of other engines that no linear-time engine has, such as lookaround and backreferences.
        case unsupported
        /// A substitution text that cannot be read or names a group that the pattern does not have.
        case badSubstitution
    }

    /// The sort of mistake.
    public let kind: Kind
    /// One or two sentences for the author of the pattern: what is wrong and what to do.
    public let message: String
    /// Where the mistake is: a count of Unicode scalars from the beginning, when it has a place.
    public let offset: Int?

    init(_ kind: Kind, _ message: String, at offset: Int? = nil) {
        self.kind = kind
        self.message = message
        self.offset = offset
    }

    /// The message, with the place where it has one.
    public var description: String {
        guard let offset = self.offset else { return self.message }
        return "\(self.message) (at character \(offset + 1))"
    }
}
