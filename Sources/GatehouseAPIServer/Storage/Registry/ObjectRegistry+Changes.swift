public import GatehouseObjects

extension ObjectRegistry {
    /// What to do about an object.
    public enum Change: Sendable {
        /// Store it so. Its `metadata.resourceVersion` is replaced by the change's revision.
        case put(JSON)
        /// Remove it.
        case remove
        /// Leave it.
        case nothing
    }

    /// Decides by an object as it is and does what was decided, in one step.
    ///
    /// Returns once the change is on disk; nobody sees it before. Those who ask at the same time are served in the order
    /// in which they asked, with one wait for the disk for all of them.
    ///
    /// - Parameters:
    ///   - isDryRun: Whether all is done but the change.
    ///   - decide: What to do, given the object that is there. It may be asked again, when the disk failed the first time.
    /// - Returns: The object after it; for a removal as it was, with the removal's revision. A put that makes no
    ///   difference, `resourceVersion` aside, is no change. In a dry run the revision is the one from before, and 0 for
    ///   what was not there.
    /// - Throws: the `APIStatus` of `decide` or for an object too large to store, or a `StorageError` when the change
    ///   cannot be kept; nothing is changed then.
    public func change(
        _ key: ObjectKey, isDryRun: Bool = false,
        _ decide: @escaping @Sendable (StoredObject?) throws(APIStatus) -> Change
    ) async throws -> StoredObject? {
        try await self.transact(isDryRun: isDryRun) { transaction throws(APIStatus) in
            try transaction.change(key, decide)
        }
    }

    /// Makes several changes, all or none.
    ///
    /// - Parameter body: Makes the changes. Where it throws, there are none. It may be run again, when the disk failed
    ///   the first time.
    /// - Returns: What `body` does.
    /// - Throws: as `change` does.
    public func transact<Value: Sendable>(
        isDryRun: Bool = false,
        _ body: @escaping @Sendable (inout ObjectTransaction) throws(APIStatus) -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            self.waiting.append(WaitingChanges(isDryRun: isDryRun, body, continuation: continuation))
            // Those who are behind this one in the queue come in before the turn of what is put behind them.
            guard self.waiting.count == 1 else { return }
            self.executor.afterwards { self.assumeIsolated { $0.makeWaitingChanges() } }
        }
    }

    private func makeWaitingChanges() {
        let waiting = self.waiting
        self.waiting = []
        // Not too many at once, for the bytes of all of them are in memory until the disk has them.
        for start in stride(from: 0, to: waiting.count, by: 256) {
            self.make(waiting[start..<min(start + 256, waiting.count)])
        }
        self.watches.remove(self.departed.take())
    }

    private func make(_ waiting: ArraySlice<WaitingChanges>) {
        let table = self.table
        self.table = StoredObjectTable([])
        var transaction = ObjectTransaction(table: consume table, revision: self.log.revision)
        let completions = waiting.map { $0.make(&transaction) }
        do throws(StorageError) {
            try self.write(transaction.steps)
        } catch {
            transaction.undo(downTo: 0)
            self.table = transaction.table
            // What one of them has too much is not the others' fault.
            if waiting.count > 1 {
                for one in waiting.indices { self.make(waiting[one...one]) }
            } else {
                // Who asks for a change at the end of the program meets no failing disk.
                if error != .closed { self.counts.addFailure() }
                for complete in completions { complete(error) }
            }
            return
        }
        self.table = transaction.table
        self.counts.add(transaction.steps.lazy.map(\.event))
        for step in transaction.steps {
            self.log.append(step.event, size: step.bytes.count)
            self.watches.note(step.event)
        }
        for complete in completions { complete(nil) }
    }

    private func write(_ steps: [ObjectTransaction.Step]) throws(StorageError) {
        switch self.storage {
        case .memory: break
        case .disk(let database): if !steps.isEmpty { try database.write(steps) }
        case .closed: throw .closed
        }
    }
}
