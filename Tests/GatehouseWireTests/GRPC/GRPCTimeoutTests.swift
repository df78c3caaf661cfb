import Testing

@testable import GatehouseWire

private func nanoseconds(_ text: String) -> Int64? { Array(text.utf8).withUnsafeBytes { GRPCTimeout.nanoseconds($0) } }

@Suite("The value of grpc-timeout")
struct GRPCTimeoutTests {
    @Test(
        "digits and a unit are a time",
        arguments: [
            ("1H", 3_600_000_000_000), ("2M", 120_000_000_000), ("3S", 3_000_000_000), ("250m", 250_000_000),
            ("7u", 7000), ("9n", 9), ("0S", 0), ("00000010n", 10), ("99999999S", 99_999_999_000_000_000),
            ("99999999H", Int64.max),
        ])
    func times(text: String, value: Int64) {
        #expect(nanoseconds(text) == value)
        #expect(Array(text.utf8).withUnsafeBytes { GRPCTimeout.duration($0) } == .nanoseconds(value))
    }

    @Test(
        "anything else is none",
        arguments: [
            "", "S", "1", "123456789S", "1s", "1h", "-1S", "+1S", " 1S", "1 S", "1S ", "1.5S", "1SS", "1\u{B5}",
        ])
    func malformed(text: String) {
        #expect(nanoseconds(text) == nil)
    }
}
