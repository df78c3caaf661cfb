import GatehouseObjects

/// Finds out which kinds the server has, at first and again while some are missing or one has gone.
final class DiscoveryLoop: Sendable {
    /// When to look again.
    struct Pace: Hashable, Sendable {
        /// While a kind that was missing once may only not be there yet: a server that has just started serves custom kinds
        /// a little later than its own.
        var confirmation = Duration.seconds(5)
        /// While kinds are missing.
        var whileIncomplete = Duration.seconds(30)
        /// After somebody asked for it.
        var onRequest = Duration.seconds(1)
        /// The longest wait after failures.
        var longestRetry = Duration.seconds(10)
    }

    private let client: APIClient
    private let kinds: [WatchedKind]
    private let pace: Pace
    private let random: @Sendable () -> Double
    private let bell = Doorbell()

    init(
        client: APIClient, kinds: [WatchedKind], pace: Pace, random: @escaping @Sendable () -> Double
    ) {
        self.client = client
        self.kinds = kinds
        self.pace = pace
        self.random = random
    }

    /// A kind is not where it was said to be.
    func lookAgain() { self.bell.ring() }

    /// Looks until the task is cancelled. What is found is told each time; so is what fails.
    func run(
        found: (ServedResources) -> Void, failed: (APIFailure) -> Void
    ) async {
        var backoff = Backoff(limit: self.pace.longestRetry)
        var looks = 0
        while !Task.isCancelled {
            var delay: Duration?
            do throws(APIFailure) {
                let served = try await self.look()
                found(served)
                backoff.reset()
                let isComplete = self.kinds.allSatisfy { served.first(of: $0.choices) != nil }
                looks = isComplete ? 0 : looks + 1
                if !isComplete { delay = looks == 1 ? self.pace.confirmation : self.pace.whileIncomplete }
            } catch {
                failed(error)
                delay = backoff.next(random: self.random())
            }
            // Whoever asks again and again is answered at this pace.
            let rest = min(self.pace.onRequest, delay ?? self.pace.onRequest)
            try? await Task.sleep(for: rest)
            await self.bell.heard(within: delay.map { $0 - rest })
        }
    }

    /// Asks which groups there are, then for the kinds in those versions that are of use.
    private func look() async throws(APIFailure) -> ServedResources {
        let versions = ServedResources.groupVersions(in: try await self.client.send(APIRequest(.get, "/apis")))
        var served = ServedResources()
        let wanted = Set(self.kinds.flatMap(\.choices).filter { !$0.group.isEmpty }.map(\.apiVersion))
        for version in wanted.intersection(versions).sorted() {
            served.add(try await self.client.send(APIRequest(.get, "/apis/\(version)")), apiVersion: version)
        }
        return served
    }
}
