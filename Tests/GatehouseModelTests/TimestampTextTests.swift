import GatehouseModel
import Testing

@Suite struct TimestampTextTests {
    @Test(
        "points in time are read as seconds since 1970, and nothing else is",
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59Z", -1), ("2026-01-02T03:04:05Z", 1_767_323_045),
            ("2024-02-29T12:00:00Z", 1_709_208_000), ("2026-01-02T03:04:05.999Z", 1_767_323_045),
            ("2026-01-02T04:04:05+01:00", 1_767_323_045), ("2001-09-08T20:16:40.123456-05:30", 1_000_000_000),
            ("2023-02-29T12:00:00Z", nil), ("2026-13-01T00:00:00Z", nil), ("2023-00-10T00:00:00Z", nil),
            ("2023-01-00T00:00:00Z", nil), ("2023-1-01T12:00:00Z", nil), ("2023-01-01T12:00:00.Z", nil),
            ("2026-01-02", nil), ("2026-01-02T03:04:05", nil), ("2026-01-02T03:04:05Zx", nil), ("", nil),
        ] as [(String, Int?)])
    func seconds(text: String, seconds: Int?) {
        #expect(TimestampText.seconds(text) == seconds)
    }

    @Test(
        "seconds since 1970 are written as they are read",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (1_767_323_045, "2026-01-02T03:04:05Z"),
            (951_782_400, "2000-02-29T00:00:00Z"), (4_107_542_400, "2100-03-01T00:00:00Z"),
            (Int.max, "9999-12-31T23:59:59Z"), (Int.min, "0001-01-01T00:00:00Z"),
            (-62_135_596_800 + 86399, "0001-01-01T23:59:59Z"),
        ])
    func clampedText(seconds: Int, text: String) {
        #expect(TimestampText.text(seconds) == text)
        #expect(TimestampText.seconds(text) == min(max(seconds, -62_135_596_800), 253_402_300_799))
    }

    @Test(
        "points in time are written in UTC, and none that has no year of four digits",
        arguments: [
            (0, nil, "1970-01-01T00:00:00Z"), (-1, nil, "1969-12-31T23:59:59Z"), (0, 7, "1970-01-01T00:00:00.000007Z"),
            (1_767_323_045, nil, "2026-01-02T03:04:05Z"), (1_709_208_000, 120_000, "2024-02-29T12:00:00.120000Z"),
            (-62_135_596_800, nil, "0001-01-01T00:00:00Z"), (253_402_300_799, nil, "9999-12-31T23:59:59Z"),
            (951_782_400, nil, "2000-02-29T00:00:00Z"), (4_107_542_400, nil, "2100-03-01T00:00:00Z"),
            (-62_135_596_801, nil, nil), (253_402_300_800, nil, nil), (.max, nil, nil), (.min, nil, nil),
            (0, 1_000_000, nil), (0, -1, nil),
        ] as [(Int, Int?, String?)])
    func text(seconds: Int, microseconds: Int?, text: String?) {
        #expect(TimestampText.text(seconds: seconds, microseconds: microseconds) == text)
    }

    @Test(
        "a point in time has one text, with six digits after the seconds or none",
        arguments: [
            ("2026-01-02T03:04:05Z", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000000Z"),
            ("2026-01-02T03:04:05.1+01:00", "2026-01-02T02:04:05Z", "2026-01-02T02:04:05.100000Z"),
            ("2026-01-02T03:04:05.1234567Z", "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.123456Z"),
            ("2026-12-31T23:30:00-01:00", "2027-01-01T00:30:00Z", "2027-01-01T00:30:00.000000Z"),
            ("0001-01-01T00:30:00+01:00", nil, nil), ("9999-12-31T23:30:00-01:00", nil, nil), ("x", nil, nil),
            ("2026-01-02T03:04:05.Z", nil, nil),
        ] as [(String, String?, String?)])
    func canonical(text: String, whole: String?, micro: String?) {
        #expect(TimestampText.canonical(text, hasMicroseconds: false) == whole)
        #expect(TimestampText.canonical(text, hasMicroseconds: true) == micro)
    }

    @Test("what is written is read as the same point in time")
    func roundTrip() throws {
        for step in -700..<2900 {
            let seconds = step * 86_400 * 87 + step
            let text = try #require(TimestampText.text(seconds: seconds))
            #expect(TimestampText.seconds(text) == seconds)
        }
    }
}
