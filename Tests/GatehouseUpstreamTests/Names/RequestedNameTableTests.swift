import GatehouseUpstream
import Testing

@Suite("Names that requests say")
struct RequestedNameTableTests {
    private typealias Table = RequestedNameTable<String>

    private static func name(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static func seconds(_ count: UInt64) -> UInt64 { count * 1_000_000_000 }

    /// What a table says, in a word.
    private static func ask(_ table: inout Table, _ text: String = "a", at second: UInt64 = 0) -> String {
        let (verdict, removed) = table.lookUp(Self.name(text), now: Self.seconds(second))
        let word =
            switch verdict {
            case .known(let hosts, let asks): asks ? "\(hosts), asks" : hosts
            case .waits(let asks): asks ? "waits, asks" : "waits"
            case .failed(let failure): "\(failure)"
            case .full: "full"
            }
        return removed.map { "\(word), without \($0)" } ?? word
    }

    private static func found(
        _ table: inout Table, _ text: String = "a", _ hosts: String = "hosts", for seconds: Int = 60,
        at second: UInt64 = 0
    ) {
        table.found(hosts, for: Self.name(text), timeToLive: .seconds(seconds), now: Self.seconds(second))
    }

    @Test("S1: the first request asks, others wait, and all go on with what was found")
    func first() {
        var table = Table()
        #expect(Self.ask(&table) == "waits, asks")
        #expect(Self.ask(&table) == "waits")
        Self.found(&table)
        #expect(Self.ask(&table) == "hosts")
        #expect(table.hosts == ["hosts"])
    }

    @Test(
        "an answer holds for as long as it says, within 5 s and an hour; then it is used once more while one asks",
        arguments: [(60, 60), (0, 5), (1_000_000, 3600)])
    func renewed(timeToLive: Int, holds: UInt64) {
        var table = Table()
        _ = Self.ask(&table)
        Self.found(&table, for: timeToLive)
        #expect(Self.ask(&table, at: holds - 1) == "hosts")
        #expect(Self.ask(&table, at: holds) == "hosts, asks")
        #expect(Self.ask(&table, at: holds) == "hosts")
        Self.found(&table, "a", "others", at: holds)
        #expect(Self.ask(&table, at: holds) == "others")
    }

    @Test("S1: old hosts are kept when nobody answers, and asked for again later")
    func kept() {
        var table = Table()
        _ = Self.ask(&table)
        Self.found(&table)
        #expect(Self.ask(&table, at: 60) == "hosts, asks")
        let gone = table.failed(.unanswered, for: Self.name("a"), timeToLive: .seconds(5), now: Self.seconds(60))
        #expect(gone == nil)
        #expect(Self.ask(&table, at: 64) == "hosts")
        #expect(Self.ask(&table, at: 65) == "hosts, asks")
    }

    @Test(
        "a name that is said not to exist any more, or leads astray, loses its hosts",
        arguments: [RequestedNameFailure.notFound, .outOfReach])
    func lost(failure: RequestedNameFailure) {
        var table = Table()
        _ = Self.ask(&table)
        Self.found(&table)
        _ = Self.ask(&table, at: 60)
        let gone = table.failed(failure, for: Self.name("a"), timeToLive: .seconds(30), now: Self.seconds(60))
        #expect(gone == "hosts")
        #expect(Self.ask(&table, at: 61) == "\(failure)")
    }

    @Test(
        "a failure is remembered, within 1 s and a minute, and then asked about again",
        arguments: [(5, 5), (0, 1), (3600, 60)])
    func negative(timeToLive: Int, holds: UInt64) {
        var table = Table()
        _ = Self.ask(&table)
        table.failed(.notFound, for: Self.name("a"), timeToLive: .seconds(timeToLive), now: 0)
        #expect(Self.ask(&table) == "notFound")
        #expect(Self.ask(&table, at: holds) == "waits, asks")
        #expect(Self.ask(&table, at: holds) == "waits")
    }

    @Test("a full table makes room of what was used longest ago, never of what is being asked for")
    func room() {
        var table = Table(limit: 2)
        _ = Self.ask(&table, "a", at: 1)
        Self.found(&table, "a", "hosts of a")
        _ = Self.ask(&table, "b", at: 2)
        Self.found(&table, "b", "hosts of b")
        _ = Self.ask(&table, "a", at: 3)
        #expect(Self.ask(&table, "c", at: 4) == "waits, asks, without hosts of b")
        #expect(Self.ask(&table, "d", at: 5) == "waits, asks, without hosts of a")
        #expect(Self.ask(&table, "e", at: 6) == "full")
        #expect(table.count == 2)
    }

    @Test("whoever makes names up drives no good ones out")
    func madeUp() {
        var table = Table(limit: 2)
        _ = Self.ask(&table, "good", at: 1)
        Self.found(&table, "good")
        for (second, name) in ["x", "y", "z"].enumerated() {
            #expect(Self.ask(&table, name, at: UInt64(second) + 2) == "waits, asks")
            table.failed(.notFound, for: Self.name(name), timeToLive: .seconds(60), now: 0)
        }
        #expect(Self.ask(&table, "good", at: 9) == "hosts")
    }

    @Test("a name that nobody asks for is forgotten after five minutes, one that is being asked for is not")
    func unused() {
        var table = Table()
        _ = Self.ask(&table, "a")
        Self.found(&table, "a", for: 3600)
        _ = Self.ask(&table, "b")
        _ = Self.ask(&table, "c", at: 200)
        Self.found(&table, "c", "others", for: 3600)
        #expect(table.removeUnused(now: Self.seconds(299)) == [])
        #expect(table.removeUnused(now: Self.seconds(300)) == ["hosts"])
        #expect(table.count == 2)
    }

    @Test("an answer to a name that was forgotten meanwhile changes nothing")
    func late() {
        var table = Table()
        Self.found(&table)
        table.failed(.notFound, for: Self.name("b"), timeToLive: .seconds(1), now: 0)
        #expect(table.count == 0)
    }
}
