import GatehousePlan
import Testing

@testable import GatehouseUpstream

@Suite("An endpoint's condition is one word")
struct EndpointConditionTests {
    private static let times = EjectionTimes(OutlierDetectionPlan())

    @Test(
        "its parts do not touch each other's bits",
        arguments: [0, 1, EndpointCondition.maximumMultiplier], [0, 1, UInt64(1) << 42 - 1])
    func bits(multiplier: UInt64, changedAt: UInt64) {
        for flags in 0..<8 {
            var condition = EndpointCondition(isWell: flags & 1 != 0)
            condition.changedAt = changedAt
            condition.isEjected = flags & 2 != 0
            condition.multiplier = multiplier
            condition.isGone = flags & 4 != 0
            #expect(condition.isWell == (flags & 1 != 0))
            #expect(condition.isEjected == (flags & 2 != 0))
            #expect(condition.isGone == (flags & 4 != 0))
            #expect(condition.isUsable == (flags & 3 == 1))
            #expect(condition.multiplier == multiplier)
            #expect(condition.changedAt == changedAt)
            condition.multiplier = 0
            condition.changedAt = 0
            #expect(condition.multiplier == 0)
            #expect(condition.changedAt == 0)
            #expect(condition.isUsable == (flags & 3 == 1))
        }
    }

    @Test("values that do not fit are cut, and touch nothing")
    func cut() {
        var condition = EndpointCondition(isWell: true)
        condition.changedAt = .max
        condition.multiplier = .max
        #expect(condition.changedAt == 1 << 42 - 1)
        #expect(condition.multiplier == EndpointCondition.maximumMultiplier)
        #expect(condition.isUsable)
        #expect(!condition.isGone)
    }

    @Test("who has left is never ejected, so that its place cannot be lost")
    func gone() throws {
        let departed = try #require(EndpointCondition(isWell: true).departed)
        #expect(departed.ejected(at: 0, times: Self.times) == nil)
        #expect(departed.departed == nil)
        #expect(departed.isUsable)
    }

    @Test("a transition that changes nothing is none")
    func nothing() throws {
        let condition = EndpointCondition(isWell: false)
        #expect(condition.letIn(at: 0) == nil)
        #expect(condition.letInIfOver(at: .max, times: Self.times) == nil)
        #expect(condition.improved(at: .max, times: Self.times) == nil)
        #expect(condition.withoutHistory == nil)
        let ejected = try #require(condition.ejected(at: 0, times: Self.times))
        #expect(ejected.ejected(at: 0, times: Self.times) == nil)
        #expect(ejected.improved(at: .max, times: Self.times) == nil)
    }

    @Test("a look that is before the change, by a clock that is behind, finds nothing over")
    func behind() throws {
        let ejected = try #require(EndpointCondition(isWell: true).ejected(at: Moment.seconds(50), times: Self.times))
        #expect(ejected.letInIfOver(at: Moment.seconds(49), times: Self.times) == nil)
        #expect(ejected.letInIfOver(at: Moment.seconds(79), times: Self.times) == nil)
        #expect(ejected.letInIfOver(at: Moment.seconds(80), times: Self.times) != nil)
    }
}
