/// Why a document can't be read.
struct YAMLError: Error, Hashable {
    /// What kind of reason it is.
    enum Reason: Hashable {
        /// The text is no YAML.
        case syntax
        /// The text is larger or deeper than is allowed.
        case limit
        /// The bytes are no text.
        case encoding
    }

    var reason: Reason
    /// From 1.
    var line: Int
    /// A sentence.
    var message: String
}

/// What one document may cost.
struct YAMLLimits: Hashable, Sendable {
    /// Levels of nesting.
    var depth = 100
    /// Values in the text.
    var nodes = 4_000_000
    /// Values once every alias is replaced by what it stands for.
    var expandedNodes = 8_000_000
}
