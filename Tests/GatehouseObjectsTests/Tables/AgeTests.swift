import Testing

@testable import GatehouseObjects

@Suite("ages")
struct AgeTests {
    private static let (minute, hour, day, year) = (60, 3600, 86400, 31_536_000)

    @Test(
        "an age is exact while it is short",
        arguments: [
            (-2, "<invalid>"), (-1, "0s"), (0, "0s"), (5, "5s"), (119, "119s"), (120, "2m"), (192, "3m12s"),
            (9 * minute + 59, "9m59s"), (10 * minute + 30, "10m"), (179 * minute, "179m"), (3 * hour, "3h"),
            (3 * hour + 5 * minute, "3h5m"), (8 * hour + 5 * minute, "8h"), (47 * hour, "47h"), (2 * day, "2d"),
            (2 * day + 3 * hour, "2d3h"), (8 * day + 3 * hour, "8d"), (700 * day, "700d"), (2 * year, "2y"),
            (3 * year + 4 * day, "3y4d"), (9 * year + 4 * day, "9y"),
        ])
    func ages(seconds: Int, text: String) {
        #expect(Age.text(seconds) == text)
    }

    @Test("a time that is missing or makes no sense is unknown", arguments: [nil, "", "yesterday"])
    func unknown(text: String?) {
        #expect(Age.text(since: text, now: 0) == "<unknown>")
    }
}
