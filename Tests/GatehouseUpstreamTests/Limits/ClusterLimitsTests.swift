import GatehousePlan
import Testing

@testable import GatehouseUpstream

/// Things that are under way: admissions cannot be in an array.
final class UnderWay {
    private final class Thing {
        let admission: Admission
        init(_ admission: consuming Admission) { self.admission = admission }
    }

    private var things: [Thing] = []

    /// Lets one in, if it may; whether it may.
    func enter(_ resource: ClusterLimits.Resource, of limits: ClusterLimits, under plan: ConnectionLimits) -> Bool {
        guard let admission = limits.enter(resource, under: plan) else { return false }
        self.things.append(Thing(admission))
        return true
    }

    func enterRegardless(_ resource: ClusterLimits.Resource, of limits: ClusterLimits, under plan: ConnectionLimits) {
        self.things.append(Thing(limits.enterRegardless(resource, under: plan)))
    }

    /// The first one ends.
    func endFirst() { self.things.removeFirst() }

    /// All end.
    func endAll() { self.things = [] }

    /// How many of them were counted.
    var counted: Int { self.things.count { $0.admission.isCounted } }
}

@Suite("connectionPool: limits of what is under way")
struct ClusterLimitsTests {
    private let limits = ClusterLimits()
    private let underWay = UnderWay()

    private static func plan(_ resource: ClusterLimits.Resource, _ limit: Int?) -> ConnectionLimits {
        var plan = ConnectionLimits()
        switch resource {
        case .connections: plan.maxConnections = limit
        case .pendingRequests: plan.maxPendingRequests = limit
        case .requests: plan.maxRequests = limit
        case .retries: plan.maxRetries = limit
        }
        return plan
    }

    private func enter(_ resource: ClusterLimits.Resource, _ limit: Int?) -> Bool {
        self.underWay.enter(resource, of: self.limits, under: Self.plan(resource, limit))
    }

    @Test("as many as the limit come in, and one more for each that leaves", arguments: ClusterLimits.Resource.allCases)
    func limit(resource: ClusterLimits.Resource) {
        #expect((0..<4).map { _ in self.enter(resource, 3) } == [true, true, true, false])
        #expect(self.limits.count(resource) == 3)
        self.underWay.endFirst()
        #expect((0..<2).map { _ in self.enter(resource, 3) } == [true, false])
        self.underWay.endAll()
        #expect(self.limits.count(resource) == 0)
    }

    @Test("each resource is counted by itself", arguments: ClusterLimits.Resource.allCases)
    func apart(resource: ClusterLimits.Resource) {
        #expect(self.enter(resource, 1))
        for other in ClusterLimits.Resource.allCases {
            #expect(self.limits.count(other) == (other == resource ? 1 : 0))
        }
    }

    @Test("without a limit everything comes in, and nothing is counted", arguments: ClusterLimits.Resource.allCases)
    func unlimited(resource: ClusterLimits.Resource) {
        for _ in 0..<100 { #expect(self.enter(resource, nil)) }
        #expect(self.limits.count(resource) == 0)
        #expect(self.underWay.counted == 0)
        #expect(self.limits.remaining(resource, under: ConnectionLimits()) == nil)
    }

    @Test("a limit of nothing, or less, lets nothing in", arguments: [0, -1, Int.min])
    func nothing(limit: Int) {
        #expect(!self.enter(.requests, limit))
        #expect(self.limits.count(.requests) == 0)
        #expect(self.limits.remaining(.requests, under: Self.plan(.requests, limit)) == 0)
    }

    @Test("an admission that nobody keeps is taken back at once")
    func dropped() {
        _ = self.limits.enter(.requests, under: Self.plan(.requests, 1))
        #expect(self.limits.count(.requests) == 0)
    }

    @Test("an admission that is held by a property goes with the property's value")
    func held() {
        final class Exchange { var admission: Admission? }
        let exchange = Exchange()
        exchange.admission = self.limits.enter(.requests, under: Self.plan(.requests, 2))
        #expect(self.limits.count(.requests) == 1)
        exchange.admission = self.limits.enter(.requests, under: Self.plan(.requests, 2))
        #expect(self.limits.count(.requests) == 1)
        exchange.admission = nil
        #expect(self.limits.count(.requests) == 0)
        exchange.admission = nil
        #expect(self.limits.count(.requests) == 0)
    }

    @Test("a limit that appears knows nothing of what was let in before, and does not count its end")
    func appearing() {
        #expect(self.enter(.requests, nil))
        #expect(self.enter(.requests, nil))
        #expect((0..<3).map { _ in self.enter(.requests, 2) } == [true, true, false])
        self.underWay.endFirst()
        self.underWay.endFirst()
        #expect(self.limits.count(.requests) == 2)
        #expect(!self.enter(.requests, 2))
        self.underWay.endAll()
        #expect(self.limits.count(.requests) == 0)
    }

    @Test("a limit that vanishes lets everything in; what was counted is taken back as it ends")
    func vanishing() {
        #expect(self.enter(.requests, 2))
        #expect(self.enter(.requests, 2))
        #expect(self.enter(.requests, nil))
        #expect(self.limits.count(.requests) == 2)
        self.underWay.endFirst()
        #expect(self.limits.count(.requests) == 1)
        // It comes back: what is left of the old one counts against it.
        #expect((0..<2).map { _ in self.enter(.requests, 2) } == [true, false])
        self.underWay.endAll()
        #expect(self.limits.count(.requests) == 0)
    }

    @Test("a limit that is lowered lets nothing in until enough has left; one that is raised holds at once")
    func changing() {
        for _ in 0..<4 { #expect(self.enter(.requests, 4)) }
        #expect(!self.enter(.requests, 2))
        #expect(self.limits.remaining(.requests, under: Self.plan(.requests, 2)) == 0)
        self.underWay.endFirst()
        self.underWay.endFirst()
        #expect(!self.enter(.requests, 2))
        self.underWay.endFirst()
        #expect((0..<2).map { _ in self.enter(.requests, 2) } == [true, false])
        #expect((0..<4).map { _ in self.enter(.requests, 5) } == [true, true, true, false])
    }

    @Test("what must not fail comes in beyond the limit, and counts against it")
    func regardless() {
        let plan = Self.plan(.connections, 1)
        self.underWay.enterRegardless(.connections, of: self.limits, under: plan)
        self.underWay.enterRegardless(.connections, of: self.limits, under: plan)
        #expect(self.limits.count(.connections) == 2)
        #expect(self.limits.remaining(.connections, under: plan) == 0)
        self.underWay.endFirst()
        #expect(!self.enter(.connections, 1))
        self.underWay.enterRegardless(.connections, of: self.limits, under: ConnectionLimits())
        #expect(self.limits.count(.connections) == 1)
        self.underWay.endAll()
        #expect(self.limits.count(.connections) == 0)
    }

    @Test("remaining is what the limit leaves", arguments: ClusterLimits.Resource.allCases)
    func remaining(resource: ClusterLimits.Resource) {
        let plan = Self.plan(resource, 3)
        #expect(self.limits.remaining(resource, under: plan) == 3)
        #expect(self.enter(resource, 3))
        #expect(self.limits.remaining(resource, under: plan) == 2)
        #expect(self.limits.remaining(resource, under: Self.plan(resource, .max)) == .max - 1)
    }
}
