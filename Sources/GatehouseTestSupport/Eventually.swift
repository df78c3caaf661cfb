/// Waits for what nobody tells of: looks every two milliseconds, and leaves the processor to others in between. Returns
/// whether `condition` came to hold before `limit` had passed.
public func eventually(
    within limit: Duration = RawConnection.patience, _ condition: () async throws -> Bool
) async throws -> Bool {
    let deadline = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < deadline else { return false }
        try await Task.sleep(for: .milliseconds(2))
    }
    return true
}
