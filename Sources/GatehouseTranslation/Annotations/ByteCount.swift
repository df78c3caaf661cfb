/// Numbers of bytes: `1048576`, `512KiB`, `10 MiB`, `5MB`.
enum ByteCount {
    /// The number that a text spells, from 1 on; nil when it spells none. Case does not count, and `Mi` is as good as
    /// `MiB`.
    static func parse(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text.dropFirst(digits.count).lowercased()
        guard let number = Int(digits), number > 0, let scale = Self.units[unit] else { return nil }
        let (bytes, isTooLarge) = number.multipliedReportingOverflow(by: scale)
        return isTooLarge ? nil : bytes
    }

    private static let units: [String: Int] = [
        "": 1, "b": 1, "ki": 1 << 10, "kib": 1 << 10, "mi": 1 << 20, "mib": 1 << 20, "gi": 1 << 30, "gib": 1 << 30,
        "ti": 1 << 40, "tib": 1 << 40, "k": 1000, "kb": 1000, "m": 1_000_000, "mb": 1_000_000, "g": 1_000_000_000,
        "gb": 1_000_000_000, "t": 1_000_000_000_000, "tb": 1_000_000_000_000,
    ]
}
