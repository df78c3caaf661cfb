import GatehouseModel

/// A moment as Kubernetes writes it (RFC 3339), in seconds since 1970.
struct Timestamp: FieldValue {
    var seconds: Int64

    static func read(_ node: Int, _ reading: Reading) -> Timestamp? {
        guard let text = String.read(node, reading) else { return nil }
        if let seconds = TimestampText.seconds(text) { return Timestamp(seconds: Int64(seconds)) }
        reading.refuse(
            node, "`\(reading.field)` is \"\(reading.excerpt(node))\"; a time is written like 2026-01-02T03:04:05Z.")
        return nil
    }
}
