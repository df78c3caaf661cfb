import Synchronization

/// Keeps what a command prints, so that it can be looked at instead of shown.
final class OutputCapture: Sendable {
    /// The capture that holds for the current task; nil where the process's own streams are printed to.
    @TaskLocal static var current: OutputCapture?

    private let lines = Mutex<(output: String, error: String)>(("", ""))

    /// What was printed to the standard output.
    var output: String { self.lines.withLock { $0.output } }
    /// What was printed to the standard error.
    var error: String { self.lines.withLock { $0.error } }

    func append(output text: String) { self.lines.withLock { $0.output += text + "\n" } }
    func append(error text: String) { self.lines.withLock { $0.error += text + "\n" } }
}
