/// What `work` makes, unless it takes longer than `limit`: then it is cancelled.
///
/// - Throws: what `work` throws, or `APIFailure.unreachable` when the time is over.
func withDeadline<Value: Sendable>(
    _ limit: Duration, _ work: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        group.addTask { try await work() }
        group.addTask {
            try await Task.sleep(for: limit)
            return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next(), let value = first else {
            throw APIFailure.unreachable("there was no answer within \(limit.components.seconds) seconds")
        }
        return value
    }
}
