import GatehouseHTTP
import GatehouseTelemetry
import NIOCore
import NIOEmbedded
import Testing

@testable import GatehouseProxy

@Suite("The alarms of a worker's exchanges")
struct WorkerAlarmTests {
    /// A worker on a loop whose clock the test moves.
    private static func worker(_ loop: EmbeddedEventLoop) throws -> Worker {
        let writer = try AccessLogWriter(destination: .off)
        return Worker(
            loop: loop, configuration: ProxyConfiguration(), registry: MetricsRegistry(),
            accessLog: AccessLogBuffer(writer: writer, format: .json), gate: ConnectionGate(limit: 1),
            sharedClusters: SharedClusters(), checksHealth: false, seed: (1, 2))
    }

    @Test("an alarm rings once its time has passed, a millisecond late at most")
    func rings() throws {
        let loop = EmbeddedEventLoop()
        let worker = try Self.worker(loop)
        let exchange = worker.takeExchange()
        exchange.set(.response, in: .microseconds(50_300))
        loop.advanceTime(by: .milliseconds(50))
        #expect(!exchange.progress.hasEnded)
        loop.advanceTime(by: .milliseconds(1))
        #expect(exchange.progress.hasEnded)
        #expect(exchange.record.flags.contains(.upstreamRequestTimeout))
    }

    @Test("an alarm that is nearer than all others is not waited for until those ring")
    func nearer() throws {
        let loop = EmbeddedEventLoop()
        let worker = try Self.worker(loop)
        let exchanges = (0..<3).map { _ in worker.takeExchange() }
        for (exchange, seconds) in zip(exchanges, [30, 10, 20]) { exchange.set(.request, in: .seconds(Int64(seconds))) }
        for expected in [[false, true, false], [false, true, true], [true, true, true]] {
            loop.advanceTime(by: .seconds(10))
            #expect(exchanges.map(\.progress.hasEnded) == expected)
        }
    }

    @Test("what was set for one request does not ring for the next one on the same exchange")
    func reused() throws {
        let loop = EmbeddedEventLoop()
        let worker = try Self.worker(loop)
        let exchange = worker.takeExchange()
        exchange.set(.response, in: .milliseconds(50))
        exchange.set(.attempt, in: .milliseconds(20))
        exchange.end(keepsAlive: true)
        let next = worker.takeExchange()
        #expect(next === exchange)
        next.progress = ExchangeProgress()
        loop.advanceTime(by: .milliseconds(10))
        next.set(.response, in: .milliseconds(100))
        loop.advanceTime(by: .milliseconds(99))
        #expect(!next.progress.hasEnded)
        loop.advanceTime(by: .milliseconds(1))
        #expect(next.progress.hasEnded)
    }

    @Test("an exchange that has ended takes no alarm", arguments: ExchangeAlarms.Alarm.allCases)
    func ended(alarm: ExchangeAlarms.Alarm) throws {
        let loop = EmbeddedEventLoop()
        let worker = try Self.worker(loop)
        let exchange = worker.takeExchange()
        exchange.end(keepsAlive: true)
        exchange.set(alarm, in: .zero)
        #expect(exchange.nearestAlarm == nil)
        #expect(worker.alarms.count == 0)
    }

    @Test("a moment beyond the end of the clock is as good as never")
    func never() throws {
        let loop = EmbeddedEventLoop()
        let worker = try Self.worker(loop)
        loop.advanceTime(by: .seconds(1))
        let exchange = worker.takeExchange()
        exchange.set(.response, in: .nanoseconds(.max))
        loop.advanceTime(by: .hours(1000))
        #expect(!exchange.progress.hasEnded)
        exchange.set(.response, in: .nanoseconds(-1))
        loop.advanceTime(by: .milliseconds(1))
        #expect(exchange.progress.hasEnded)
    }

    @Test("an exchange that is not used again is let go with its end, not with its alarm")
    func letGo() throws {
        let loop = EmbeddedEventLoop()
        let worker = try Self.worker(loop)
        weak var copy: Exchange?
        do {
            let exchange = Exchange(worker: worker)
            copy = exchange
            exchange.isMirror = true
            exchange.set(.response, in: .minutes(5))
            #expect(worker.alarms.count == 1)
            exchange.endMirror()
        }
        #expect(copy == nil)
        #expect(worker.alarms.count == 0)
    }

    @Test("more exchanges than are kept for other requests leave the queue as they end")
    func beyondThePool() throws {
        let loop = EmbeddedEventLoop()
        let worker = try Self.worker(loop)
        let exchanges = (0..<500).map { _ in worker.takeExchange() }
        for exchange in exchanges { exchange.set(.response, in: .seconds(15)) }
        for exchange in exchanges { exchange.end(keepsAlive: true) }
        #expect(worker.alarms.count == 64)
        loop.advanceTime(by: .seconds(15))
        #expect(worker.alarms.count == 0)
    }

    @Test("a worker that has stopped is not kept by its exchanges")
    func stopped() throws {
        let loop = EmbeddedEventLoop()
        weak var gone: Worker?
        do {
            let worker = try Self.worker(loop)
            gone = worker
            let (idle, late) = (worker.takeExchange(), worker.takeExchange())
            for exchange in [idle, late] { exchange.set(.response, in: .seconds(15)) }
            idle.end(keepsAlive: true)
            worker.stop()
            late.set(.attempt, in: .seconds(1))
            late.end(keepsAlive: false)
        }
        #expect(gone == nil)
    }
}
