import Testing

@testable import GatehouseProxy

@Suite("The alarms of one exchange")
struct ExchangeAlarmsTests {
    @Test("each one is set, taken back and rung by itself", arguments: ExchangeAlarms.Alarm.allCases)
    func alone(alarm: ExchangeAlarms.Alarm) {
        var alarms = ExchangeAlarms()
        for other in ExchangeAlarms.Alarm.allCases { alarms[other] = 100 }
        alarms[alarm] = 50
        #expect(alarms.nearest == 50)
        #expect(alarms.take(dueBy: 49) == nil)
        #expect(alarms.take(dueBy: 50) == alarm)
        #expect(alarms[alarm] == nil)
        #expect(alarms.take(dueBy: 99) == nil)
        alarms[alarm] = 60
        alarms[alarm] = nil
        #expect(alarms.nearest == 100)
    }

    @Test("those of the same moment ring one after the other, what ends an exchange first")
    func sameMoment() {
        var alarms = ExchangeAlarms()
        for alarm in ExchangeAlarms.Alarm.allCases.reversed() { alarms[alarm] = 7 }
        let rung = (0..<6).map { _ in alarms.take(dueBy: 7) }
        #expect(rung == [.request, .response, .attempt, .backOff, .delay, nil])
        #expect(alarms.nearest == nil)
    }

    @Test("none rings that was never set")
    func none() {
        var alarms = ExchangeAlarms()
        #expect(alarms.nearest == nil)
        #expect(alarms.take(dueBy: .max) == nil)
    }
}
