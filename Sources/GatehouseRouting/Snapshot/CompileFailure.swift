/// Why one part of a plan cannot be compiled; the compiler adds whose part it is.
struct CompileFailure: Error {
    /// What is wrong, as the beginning of a sentence, without a full stop.
    var reason: String

    init(_ reason: String) { self.reason = reason }
}
