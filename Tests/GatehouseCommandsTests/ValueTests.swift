import Testing
import GatehouseTestSupport

@testable import GatehouseCommands

@Suite("The values of options", .overSockets)
struct ValueTests {
    @Test(
        "durations are Go's",
        arguments: [
            ("0", .zero), ("45s", .seconds(45)), ("1m30s", .seconds(90)), ("500ms", .milliseconds(500)),
            ("1.5h", .seconds(5400)), ("2us", .microseconds(2)), ("3ns", .nanoseconds(3)),
        ] as [(String, Duration)])
    func durations(text: String, duration: Duration) throws { #expect(try DurationText.parse(text) == duration) }

    @Test(
        "what is no duration is refused",
        arguments: ["", "45", "s", "4x", "-1s", "1 s", "1e9h", "999999999h", "1..5s", "∞s", "nans", "infs"])
    func noDurations(text: String) { #expect(throws: UnusableValue.self) { try DurationText.parse(text) } }

    @Test(
        "a duration is written as it would be typed",
        arguments: [
            (.seconds(45), "45s"), (.seconds(60), "1m"), (.seconds(90), "1m30s"), (.seconds(7200), "2h"),
            (.milliseconds(500), "500ms"), (.milliseconds(1050), "1.050s"), (.zero, "0s"),
        ] as [(Duration, String)])
    func durationText(duration: Duration, text: String) { #expect(DurationText.text(duration) == text) }

    @Test(
        "addresses",
        arguments: [
            ("127.0.0.1:80", "127.0.0.1:80"), ("[::1]:80", "[::1]:80"), (":80", "0.0.0.0:80"),
            ("localhost:0", "127.0.0.1:0"),
        ])
    func addresses(text: String, address: String) throws {
        #expect(try SocketAddressText.parse(text).description == address)
    }

    @Test(
        "what is no address is refused",
        arguments: ["", "80", "::1:80", "host:80", "1.2.3.4:", "1.2.3.4:65536", "[1.2.3.4]:1"])
    func noAddresses(text: String) { #expect(throws: UnusableValue.self) { try SocketAddressText.parse(text) } }

    @Test("B4: places", arguments: ["eu", "eu/eu-1a", "eu_west/a.b/s1"])
    func localities(text: String) throws { #expect(try LocalityText.parse(text) == text) }

    @Test("B4: what is no place is refused", arguments: ["", "/", "eu/", "/a", "eu//s", "a/b/c/d", "eu/*", "e u"])
    func noLocalities(text: String) { #expect(throws: UnusableValue.self) { try LocalityText.parse(text) } }
}
