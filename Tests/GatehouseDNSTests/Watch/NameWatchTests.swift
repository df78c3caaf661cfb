import Testing

@testable import GatehouseDNS

private func found(_ v4: [String] = ["192.0.2.1"], _ v6: FamilyAnswer = denied(), ttl: Int? = 30) -> LookupResult {
    LookupResult(v4: addresses(v4, ttl: ttl), v6: v6)
}

private func addresses(_ addresses: [String], ttl: Int? = 30) -> FamilyAnswer {
    .addresses(addresses.map(ip), timeToLive: ttl.map { .seconds($0) })
}

private func denied(_ kind: Denial.Kind = .noData, ttl: Int? = 20) -> FamilyAnswer {
    .denied(Denial(kind: kind, timeToLive: ttl.map { .seconds($0) }))
}

private let failed = FamilyAnswer.failed(.timedOut(.first))
private let gone = LookupResult(v4: denied(.noName), v6: denied(.noName))
private let unproven = LookupResult(v4: denied(.noName, ttl: nil), v6: denied(.noName, ttl: nil))
private let silence = LookupResult(v4: failed, v6: failed)

@Suite("A name that is kept resolved: its addresses")
struct WatchedAddressesTests {
    private func watch(_ results: LookupResult...) -> NameWatch {
        var watch = NameWatch(times: RefreshTimes())
        for result in results { _ = watch.resolved(result, jitter: 0) }
        return watch
    }

    private func change(_ result: LookupResult, after before: LookupResult...) -> Bool {
        var watch = NameWatch(times: RefreshTimes())
        for result in before { _ = watch.resolved(result, jitter: 0) }
        return watch.resolved(result, jitter: 0).hasChanged
    }

    @Test("S1: new addresses replace the old ones, by family")
    func replaced() {
        let watch = self.watch(found(["192.0.2.1"], addresses(["2001:db8::1"])), found(["192.0.2.2"]))
        #expect(watch.addresses == ResolvedAddresses(v4: [ip("192.0.2.2")], v6: []))
        #expect(watch.isResolved)
        #expect(watch.lastFailure == nil)
    }

    @Test("the order of addresses is no change, and does not disturb the order that was told")
    func order() {
        let one = found(["192.0.2.1", "192.0.2.2"])
        let other = found(["192.0.2.2", "192.0.2.1"])
        #expect(!self.change(other, after: one))
        #expect(self.watch(one, other).addresses.v4 == [ip("192.0.2.1"), ip("192.0.2.2")])
        #expect(self.change(found(["192.0.2.2"]), after: one))
        #expect(self.change(found(["192.0.2.2", "192.0.2.3"]), after: one))
        #expect(self.change(found(["192.0.2.1", "192.0.2.2"], addresses(["::1"])), after: one))
    }

    @Test("S1: failures leave the old addresses, for however long they last")
    func failures() {
        var watch = self.watch(found(["192.0.2.1"], addresses(["2001:db8::1"])))
        let before = watch.addresses
        for _ in 0..<1000 {
            #expect(!watch.resolved(silence, jitter: 0).hasChanged)
            #expect(watch.addresses == before)
        }
        #expect(watch.isResolved)
        #expect(watch.lastFailure == "no answer from 192.0.2.1 in time")
        #expect(!watch.resolved(found(["192.0.2.1"], addresses(["2001:db8::1"])), jitter: 0).hasChanged)
        #expect(watch.lastFailure == nil)
    }

    @Test("a failure of one family leaves that one's addresses, and takes the other's")
    func oneFamilyFails() {
        let watch = self.watch(found(["192.0.2.1"], addresses(["2001:db8::1"])), found(["192.0.2.2"], failed))
        #expect(watch.addresses == ResolvedAddresses(v4: [ip("192.0.2.2")], v6: [ip("2001:db8::1")]))
        #expect(watch.lastFailure == "no answer from 192.0.2.1 in time")
        let emptied = self.watch(
            found(["192.0.2.1"], addresses(["2001:db8::1"])), LookupResult(v4: denied(), v6: failed))
        #expect(emptied.addresses == ResolvedAddresses(v6: [ip("2001:db8::1")]))
    }

    @Test("a denial with its zone's SOA leaves no addresses at once")
    func provenDenial() {
        let watch = self.watch(found(), gone)
        #expect(watch.addresses.isEmpty)
        #expect(watch.isResolved)
        #expect(watch.lastFailure == "there is no such name")
        #expect(self.change(gone, after: found()))
        #expect(!self.change(gone, after: found(), gone))
    }

    @Test("a denial without proof leaves the old addresses until it was said three times in a row")
    func unprovenDenial() {
        let text = "there is no such name, says a server that shows no zone"
        #expect(self.watch(found(), unproven).addresses == ResolvedAddresses(v4: [ip("192.0.2.1")]))
        #expect(self.watch(found(), unproven, unproven).lastFailure == text)
        #expect(!self.change(unproven, after: found(), unproven))
        #expect(self.change(unproven, after: found(), unproven, unproven))
        #expect(self.watch(found(), unproven, unproven, unproven).addresses.isEmpty)
        // Anything else in between begins the count anew.
        for other in [found(), silence, found(["192.0.2.1"], failed)] {
            #expect(!self.watch(found(), unproven, unproven, other, unproven, unproven).addresses.isEmpty)
        }
    }

    @Test("a family is believed to have no addresses when the other has some, even without proof")
    func unprovenFamily() {
        let both = found(["192.0.2.1"], addresses(["2001:db8::1"]))
        let watch = self.watch(both, found(["192.0.2.1"], denied(ttl: nil)))
        #expect(watch.addresses == ResolvedAddresses(v4: [ip("192.0.2.1")]))
        #expect(watch.lastFailure == nil)
    }

    @Test("what is known for the first time is a change, no addresses too; a failure is not")
    func first() {
        #expect(self.change(found()))
        #expect(self.change(gone))
        #expect(!self.change(silence))
        #expect(!self.change(unproven))
        #expect(!self.watch(silence).isResolved)
        #expect(self.change(gone, after: silence))
        #expect(self.change(unproven, after: unproven, unproven))
    }
}

@Suite("A name that is kept resolved: when it is asked for again")
struct RefreshTests {
    private func delay(
        after results: [LookupResult], jitter: Double = 1, times: RefreshTimes = RefreshTimes()
    ) -> Duration {
        var watch = NameWatch(times: times)
        return results.map { watch.resolved($0, jitter: jitter).nextLookup }.last ?? .zero
    }

    @Test(
        "S1: after the time to live, at least 5 s and at most an hour, and 60 s when there is none",
        arguments: [
            (0, 5), (1, 5), (5, 5), (6, 6), (30, 30), (3600, 3600), (3601, 3600), (86_400, 3600), (nil, 60),
        ])
    func timeToLive(ttl: Int?, expected: Int) {
        #expect(self.delay(after: [found(ttl: ttl)]) == .seconds(expected))
    }

    @Test("the family whose addresses hold for less counts, and no denial beside them")
    func families() {
        #expect(self.delay(after: [found(["192.0.2.1"], addresses(["::1"], ttl: 10), ttl: 30)]) == .seconds(10))
        #expect(self.delay(after: [found(["192.0.2.1"], addresses(["::1"], ttl: nil), ttl: 30)]) == .seconds(30))
        #expect(self.delay(after: [found(["192.0.2.1"], denied(ttl: 7), ttl: 30)]) == .seconds(30))
    }

    @Test("a family that failed is asked for again within 60 s", arguments: [(30, 30), (60, 60), (61, 60), (3600, 60)])
    func partial(ttl: Int, expected: Int) {
        #expect(self.delay(after: [found(["192.0.2.1"], failed, ttl: ttl)]) == .seconds(expected))
    }

    @Test(
        "a denial with proof holds for the SOA's time, within 5 s and 60 s",
        arguments: [(0, 5), (5, 5), (20, 20), (60, 60), (3600, 60)])
    func denials(ttl: Int, expected: Int) {
        #expect(
            self.delay(after: [LookupResult(v4: denied(ttl: ttl), v6: denied(ttl: 3600))]) == .seconds(expected))
    }

    @Test(
        "S1: failures are retried after 1 s, doubled up to 60 s",
        arguments: zip(1...8, [1, 2, 4, 8, 16, 32, 60, 60]))
    func backOff(failures: Int, expected: Int) {
        #expect(self.delay(after: Array(repeating: silence, count: failures)) == .seconds(expected))
        #expect(self.delay(after: Array(repeating: unproven, count: failures)) == .seconds(expected))
    }

    @Test("a thousand failures are no other than ten")
    func manyFailures() {
        #expect(self.delay(after: Array(repeating: silence, count: 1000)) == .seconds(60))
    }

    @Test(
        "jitter takes up to half of a retry's time",
        arguments: [(0.0, 500), (0.5, 750), (1.0, 1000), (-3, 500), (7, 1000)])
    func jitter(jitter: Double, milliseconds: Int) {
        #expect(self.delay(after: [silence], jitter: jitter) == .milliseconds(milliseconds))
    }

    @Test("an answer ends the back-off, a denial with proof too")
    func reset() {
        #expect(self.delay(after: [silence, silence, found(), silence]) == .seconds(1))
        #expect(self.delay(after: [silence, silence, gone, silence]) == .seconds(1))
        #expect(self.delay(after: [silence, silence, found(["192.0.2.1"], failed), silence]) == .seconds(1))
        #expect(self.delay(after: [silence, unproven, silence]) == .seconds(4))
    }

    @Test("the times can be chosen")
    func chosen() {
        var times = RefreshTimes()
        times.minimum = .milliseconds(10)
        times.maximum = .seconds(2)
        times.unstated = .seconds(1)
        times.firstRetry = .milliseconds(20)
        times.maximumRetry = .milliseconds(50)
        times.unprovenDenials = 0
        #expect(self.delay(after: [found(ttl: 0)], times: times) == .milliseconds(10))
        #expect(self.delay(after: [found(ttl: 30)], times: times) == .seconds(2))
        #expect(self.delay(after: [found(ttl: nil)], times: times) == .seconds(1))
        #expect(self.delay(after: [silence], times: times) == .milliseconds(20))
        #expect(self.delay(after: [silence, silence, silence], times: times) == .milliseconds(50))
        #expect(self.delay(after: [gone], times: times) == .milliseconds(50))
        var watch = NameWatch(times: times)
        #expect(watch.resolved(unproven, jitter: 0).hasChanged)
    }
}
