import Testing
import GatehouseTestSupport

@testable import GatehouseControl

@Suite("Dates in findings", .overSockets) struct UTCDateTests {
    @Test(
        "seconds since 1970 are a day and a time",
        arguments: [
            (0, "1970-01-01 00:00 UTC"), (951_782_400, "2000-02-29 00:00 UTC"), (1_767_225_599, "2025-12-31 23:59 UTC"),
            (4_107_542_400, "2100-03-01 00:00 UTC"), (-1, "1969-12-31 23:59 UTC"),
        ])
    func text(seconds: Int, expected: String) {
        #expect(UTCDate.text(seconds) == expected)
    }
}
