extension [String: String] {
    /// Whether these labels hold every pair of `selector`; an empty selector is always held.
    public func holds(_ selector: [String: String]) -> Bool {
        selector.allSatisfy { self[$0.key] == $0.value }
    }
}
