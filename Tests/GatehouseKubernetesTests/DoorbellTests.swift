import GatehouseTestSupport
import Testing

@testable import GatehouseKubernetes

@Suite("A doorbell")
struct DoorbellTests {
    private let bell = Doorbell()

    @Test("What was rung before is heard at once, and once")
    func before() async {
        self.bell.ring()
        self.bell.ring()
        await self.bell.heard()
        let began = ContinuousClock.now
        await self.bell.heard(within: .milliseconds(20))
        #expect(.now - began >= .milliseconds(20))
    }

    @Test("What is rung while somebody listens is heard, however long they would listen", arguments: [nil, 3600])
    func meanwhile(seconds: Int?) async throws {
        let heard = Watched(0)
        try await running({
            while !Task.isCancelled {
                await self.bell.heard(within: seconds.map { .seconds($0) })
                heard.change { $0 += 1 }
            }
        }) {
            for count in 1...100 {
                self.bell.ring()
                try await heard.until { $0 >= count }
            }
        }
    }

    @Test("Who is cancelled listens no longer", arguments: [nil, 3600])
    func cancelled(seconds: Int?) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.bell.heard(within: seconds.map { .seconds($0) }) }
            group.cancelAll()
        }
    }
}
