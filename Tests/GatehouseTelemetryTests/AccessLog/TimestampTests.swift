import Foundation
import Testing

@testable import GatehouseTelemetry

@Suite struct TimestampTests {
    static func format(_ cache: inout TimestampCache, _ microseconds: Int64) -> String {
        var memory = [UInt8](repeating: 0, count: 64)
        let count = memory.withUnsafeMutableBytes { bytes in
            var line = LineCursor(bytes)
            cache.write(microseconds, to: &line)
            return line.count
        }
        return String(decoding: memory[..<count], as: UTF8.self)
    }

    static let cases: [(Int64, String)] = [
        (0, "1970-01-01T00:00:00.000Z"),
        (999, "1970-01-01T00:00:00.000Z"),
        (1_000, "1970-01-01T00:00:00.001Z"),
        (951_782_399_999_999, "2000-02-28T23:59:59.999Z"),
        (951_782_400_000_000, "2000-02-29T00:00:00.000Z"),
        (1_709_164_800_000_000, "2024-02-29T00:00:00.000Z"),
        (1_767_323_045_678_000, "2026-01-02T03:04:05.678Z"),
        (4_107_542_400_000_000, "2100-03-01T00:00:00.000Z"),
        (253_402_300_799_999_999, "9999-12-31T23:59:59.999Z"),
        (.max, "9999-12-31T23:59:59.999Z"),
        (.min, "1970-01-01T00:00:00.000Z"),
    ]

    @Test("points in time are written in UTC and cut off to milliseconds", arguments: cases)
    func writes(_ time: Int64, _ expected: String) {
        var cache = TimestampCache()
        #expect(Self.format(&cache, time) == expected)
    }

    @Test("a remembered second is given up for another, earlier or later")
    func remembers() {
        var cache = TimestampCache()
        #expect(Self.format(&cache, 1_767_323_045_678_000) == "2026-01-02T03:04:05.678Z")
        #expect(Self.format(&cache, 1_767_323_045_999_000) == "2026-01-02T03:04:05.999Z")
        #expect(Self.format(&cache, 1_767_323_046_000_000) == "2026-01-02T03:04:06.000Z")
        #expect(Self.format(&cache, 1_767_323_044_001_000) == "2026-01-02T03:04:04.001Z")
    }

    @Test("every day of 400 years, the calendar's period, is the calendar's")
    func everyDay() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        for day in stride(from: 0, to: 146_097, by: 13) {
            let date = Date(timeIntervalSince1970: Double(day) * 86400)
            let expected = calendar.dateComponents([.year, .month, .day], from: date)
            let result = CivilDate(daysSince1970: day)
            #expect(result.year == expected.year && result.month == expected.month && result.day == expected.day)
        }
    }
}
