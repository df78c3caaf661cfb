import GatehouseRouting

/// When to try again to open sockets: with a longer wait each time, from the beginning when other sockets are missing.
struct Retries {
    private var backOff = BackOff()
    private var failures: [ListenerFailure] = []
    private var handled = 0
    /// The number of the retry that was last waited for; from 1.
    private(set) var number = 0

    /// Whether the retry of this number should be made now: it is the one last waited for, and was not made yet.
    mutating func isDue(_ number: Int) -> Bool {
        guard number == self.number, number != self.handled, !self.failures.isEmpty else { return false }
        self.handled = number
        return true
    }

    /// How long to wait for the next retry; nil when none is needed, or one is being waited for already.
    mutating func wait(for failures: [ListenerFailure]) -> Duration? {
        let isSame = Set(failures) == Set(self.failures)
        self.failures = failures
        if failures.isEmpty || !isSame { self.backOff.reset() }
        if failures.isEmpty {
            self.handled = self.number
            return nil
        }
        if isSame, self.handled != self.number { return nil }
        self.number &+= 1
        return self.backOff.next()
    }
}
