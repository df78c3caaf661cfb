extension Array {
    /// Its elements in groups of as many as are changed with one wait for the disk, while all others wait for them.
    var batches: [ArraySlice<Element>] {
        let most = 100
        return stride(from: 0, to: self.count, by: most).map { self[$0..<Swift.min($0 + most, self.count)] }
    }
}
