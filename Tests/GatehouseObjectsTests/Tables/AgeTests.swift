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

    @Test(
        "points in time are read, and nothing else is",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("2024-02-29T12:00:00Z", 1_709_208_000),
            ("2001-09-09T01:46:40Z", 1_000_000_000), ("2001-09-09T03:46:40+02:00", 1_000_000_000),
            ("2001-09-08T20:16:40.123456-05:30", 1_000_000_000), ("1969-12-31T23:59:59Z", -1),
            ("2023-02-29T12:00:00Z", nil), ("2023-13-01T12:00:00Z", nil), ("2023-01-01T12:00:00", nil),
            ("2023-01-01T12:00:00.Z", nil), ("2023-01-01T12:00:00Zx", nil), ("2023-1-01T12:00:00Z", nil), ("", nil),
            ("2023-01-01", nil), ("2023-00-10T00:00:00Z", nil), ("2023-01-00T00:00:00Z", nil),
        ] as [(String, Int?)])
    func timestamps(text: String, seconds: Int?) {
        #expect(Timestamp.seconds(text) == seconds)
    }

    @Test("a time that is missing or makes no sense is unknown", arguments: [nil, "", "yesterday"])
    func unknown(text: String?) {
        #expect(Age.text(since: text, now: 0) == "<unknown>")
    }
}
