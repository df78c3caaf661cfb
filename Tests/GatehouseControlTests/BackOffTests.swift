import GatehouseRouting
import Testing
import GatehouseTestSupport

@testable import GatehouseControl

@Suite("Trying again", .overSockets)
struct BackOffTests {
    @Test("waits double from one second to thirty")
    func doubles() {
        var backOff = BackOff()
        #expect((0..<7).map { _ in backOff.next() } == [1, 2, 4, 8, 16, 30, 30].map(Duration.seconds))
        backOff.reset()
        #expect(backOff.next() == .seconds(1))
    }

    @Test("one retry is waited for at a time, and other sockets begin anew")
    func oneAtATime() {
        let eighty = ListenerFailure(bind: nil, port: 80, message: "in use")
        let other = ListenerFailure(bind: nil, port: 81, message: "in use")
        var retries = Retries()
        let first = retries.wait(for: [eighty])
        let whileWaiting = retries.wait(for: [eighty])
        let isDue = retries.isDue(1)
        let isDueAgain = retries.isDue(1)
        let second = retries.wait(for: [eighty])
        #expect([first, whileWaiting, second] == [.seconds(1), nil, .seconds(2)])
        #expect([isDue, isDueAgain] == [true, false])

        let afterChange = retries.wait(for: [eighty, other])
        let isStaleDue = retries.isDue(2)
        let isNewDue = retries.isDue(3)
        #expect(afterChange == .seconds(1))
        #expect([isStaleDue, isNewDue] == [false, true])

        let afterRecovery = retries.wait(for: [])
        let isDueAfterRecovery = retries.isDue(3)
        #expect(afterRecovery == nil)
        #expect(!isDueAfterRecovery)
    }
}
