/// One path with one method.
struct Endpoint: Sendable {
    /// What a handler knows of its request: the query's parameters in order, percent-decoded.
    typealias Parameters = [(name: String, value: String)]

    /// The method.
    var method: String
    /// The path.
    var path: String
    /// The query that it takes, as the index shows it; empty for none.
    var query = ""
    /// What it does, for the index and for errors.
    var summary: String
    /// Answers.
    var handle: @Sendable (Parameters) async -> Reply
}
