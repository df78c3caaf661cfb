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
    /// Values that all aliases together stand for.
    var aliasedNodes = 1_000_000
}
