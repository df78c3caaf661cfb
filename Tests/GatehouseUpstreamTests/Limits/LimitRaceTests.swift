import GatehousePlan
import GatehouseTestSupport
import Synchronization
import Testing

@testable import GatehouseUpstream

@Suite("connectionPool: many workers at once")
struct LimitRaceTests {
    /// Counts apart from what is tested.
    private final class Witness: Sendable {
        private let inside = Atomic<Int>(0)
        private let most = Atomic<Int>(0)

        func entered() {
            let count = self.inside.add(1, ordering: .sequentiallyConsistent).newValue
            self.most.max(count, ordering: .sequentiallyConsistent)
        }

        func leaves() { self.inside.subtract(1, ordering: .sequentiallyConsistent) }

        var mostInside: Int { self.most.load(ordering: .sequentiallyConsistent) }
    }

    @Test("the limit is never passed, is reached, and all is given back", arguments: [1, 3, 8])
    func limit(limit: Int) async {
        let limits = ClusterLimits()
        let witness = Witness()
        let plan = ConnectionLimits(maxRequests: limit)
        let entered = await withTaskGroup(of: Int.self) { group in
            for worker in 0..<16 {
                group.addTask {
                    var random = SeededNumbers(seed: UInt64(worker))
                    var entered = 0
                    for _ in 0..<5_000 {
                        guard let admission = limits.enter(.requests, under: plan) else {
                            await Task.yield()
                            continue
                        }
                        witness.entered()
                        entered += 1
                        // Now and then another worker gets its turn while this one is inside.
                        if UInt.random(in: 0..<4, using: &random) == 0 { await Task.yield() }
                        witness.leaves()
                        _ = consume admission
                    }
                    return entered
                }
            }
            return await group.reduce(0, +)
        }
        #expect(witness.mostInside <= limit)
        #expect(witness.mostInside >= min(limit, 2))
        #expect(entered > 5_000)
        #expect(limits.count(.requests) == 0)
    }

    @Test("counts return to nothing while limits come, change and go under the workers' hands")
    func changing() async {
        let limits = ClusterLimits()
        await withTaskGroup(of: Void.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    var random = SeededNumbers(seed: UInt64(worker))
                    let underWay = UnderWay()
                    for _ in 0..<5_000 {
                        var plan = ConnectionLimits()
                        if Bool.random(using: &random) { plan.maxRequests = Int.random(in: 0..<20, using: &random) }
                        if Bool.random(using: &random) { plan.maxRetries = Int.random(in: 0..<20, using: &random) }
                        if Bool.random(using: &random) { plan.retryBudget = RetryBudgetPlan() }
                        let resource: ClusterLimits.Resource = Bool.random(using: &random) ? .requests : .retries
                        if underWay.enter(resource, of: limits, under: plan), Bool.random(using: &random) {
                            underWay.endFirst()
                        }
                    }
                    underWay.endAll()
                }
            }
        }
        for resource in ClusterLimits.Resource.allCases { #expect(limits.count(resource) == 0) }
    }

    @Test("of all who ask at once, as many come in as there is room, and nobody is refused for another's refusal")
    func exact() async {
        let plan = ConnectionLimits(maxConnections: 50)
        for _ in 0..<50 {
            let limits = ClusterLimits()
            // Each worker asks for ten and holds them: of eighty, fifty.
            let all = await withTaskGroup(of: Int.self) { group in
                let held = (0..<8).map { _ in HeldAdmissions() }
                for holder in held {
                    group.addTask { holder.take(10, of: limits, under: plan) }
                }
                let all = await group.reduce(0, +)
                #expect(limits.count(.connections) == 50)
                for holder in held { holder.end() }
                return all
            }
            #expect(all == 50)
            #expect(limits.count(.connections) == 0)
        }
    }

    /// Admissions that outlive the task that asked for them.
    private final class HeldAdmissions: Sendable {
        private let underWay = Mutex(UnderWay())

        func take(_ count: Int, of limits: ClusterLimits, under plan: ConnectionLimits) -> Int {
            self.underWay.withLock { held in
                (0..<count).count { _ in held.enter(.connections, of: limits, under: plan) }
            }
        }

        func end() { self.underWay.withLock { $0.endAll() } }
    }
}
