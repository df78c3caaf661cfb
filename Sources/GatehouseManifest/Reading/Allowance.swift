/// What one file may still cost. A few bytes of text can stand for many bytes of values, through aliases and through
/// empty entries of lists; this keeps the sum in bounds.
final class Allowance {
    /// Values that aliases may yet stand for.
    var aliasedNodes = 1_000_000
    /// Bytes that lists and texts may yet take; 100,000 ordinary VirtualServices take half.
    private(set) var bytes = 512 << 20

    /// Takes from what is left, unless it is too much.
    func spend(_ bytes: Int) -> Bool {
        if bytes > self.bytes { return false }
        self.bytes -= bytes
        return true
    }
}
