import GatehouseObjects

/// Changes that somebody waits for.
struct WaitingChanges {
    /// Tells whoever waits what became of it, once it is known whether the disk has it.
    typealias Completion = (StorageError?) -> Void

    /// Makes the changes, or, where they are refused, none.
    let make: (inout ObjectTransaction) -> Completion

    init<Value: Sendable>(
        isDryRun: Bool, _ body: @escaping @Sendable (inout ObjectTransaction) throws(APIStatus) -> Value,
        continuation: CheckedContinuation<Value, any Error>
    ) {
        self.make = { transaction in
            let result = transaction.attempt(isDryRun: isDryRun, body)
            return { failure in
                switch (result, failure) {
                // A refusal had nothing to store.
                case (.failure(let status), _): continuation.resume(throwing: status)
                case (.success, let failure?): continuation.resume(throwing: failure)
                case (.success(let value), nil): continuation.resume(returning: value)
                }
            }
        }
    }
}
