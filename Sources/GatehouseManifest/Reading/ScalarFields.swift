import GatehouseModel

extension String: FieldValue {
    static func read(_ node: Int, _ reading: Reading) -> String? {
        switch reading.scalar(node) {
        case .string(let text): return text
        case .plain:
            reading.refuse(
                node,
                "`\(reading.field)` has to be text, not \(reading.describe(node)); write \"\(reading.excerpt(node))\" in quotes."
            )
        case .collection:
            reading.refuse(node, "`\(reading.field)` has to be text, not \(reading.describe(node)).")
        }
        return nil
    }
}

extension Bool: FieldValue {
    static func read(_ node: Int, _ reading: Reading) -> Bool? {
        if case .plain(.bool(let value)) = reading.scalar(node) { return value }
        reading.refuse(
            node, "`\(reading.field)` has to be true or false without quotes, not \(reading.describe(node)).")
        return nil
    }
}

extension UInt32: FieldValue {}
extension UInt64: FieldValue {}
extension Int32: FieldValue {}
extension Int64: FieldValue {}

extension FixedWidthInteger where Self: FieldValue {
    static func read(_ node: Int, _ reading: Reading) -> Self? {
        let number: YAMLPlainValue =
            switch reading.scalar(node) {
            case .plain(let value): value
            case .string(let text) where reading.dialect == .protobuf: YAMLPlainValue(Array(text.utf8)[...])
            case .string, .collection: .string
            }
        switch number {
        case .integer(let magnitude, let isNegative):
            // -2⁶³ has a magnitude of its own, which negation brings to itself.
            let negative = magnitude <= 1 << 63 ? Self(exactly: Int64(bitPattern: 0 &- magnitude)) : nil
            if let value = isNegative ? negative : Self(exactly: magnitude) { return value }
        case .double(let double):
            if let value = Self(exactly: double) { return value }
        case .null, .bool, .string: break
        }
        reading.refuse(
            node,
            "`\(reading.field)` is \(reading.describe(node)); it has to be a whole number from \(Self.min) to \(Self.max)."
        )
        return nil
    }
}

extension Double: FieldValue {
    static func read(_ node: Int, _ reading: Reading) -> Double? {
        let number: YAMLPlainValue =
            switch reading.scalar(node) {
            case .plain(let value): value
            case .string(let text) where reading.dialect == .protobuf: YAMLPlainValue(Array(text.utf8)[...])
            case .string, .collection: .string
            }
        switch number {
        case .integer(let magnitude, let isNegative): return isNegative ? -Double(magnitude) : Double(magnitude)
        case .double(let value) where value.isFinite: return value
        case .double, .null, .bool, .string:
            reading.refuse(node, "`\(reading.field)` is \(reading.describe(node)); it has to be a number.")
            return nil
        }
    }
}

extension Duration: FieldValue {
    static func read(_ node: Int, _ reading: Reading) -> Duration? {
        if case .string(let text) = reading.scalar(node) {
            if let duration = DurationText.parse(text) { return duration }
        }
        reading.refuse(
            node,
            "`\(reading.field)` is \(reading.describe(node)); it has to be a number with a unit, such as 1.5s, 10ms or 1h."
        )
        return nil
    }
}

/// Bytes, written in Base64.
extension Array: FieldValue where Element == UInt8 {
    static func read(_ node: Int, _ reading: Reading) -> [UInt8]? {
        guard let text = String.read(node, reading) else { return nil }
        if let bytes = Base64.decode(text.utf8, isLenient: reading.dialect == .protobuf) { return bytes }
        reading.refuse(
            node, "`\(reading.field)` is not Base64; encode the bytes, without line breaks inside a group of four.")
        return nil
    }
}

extension IntOrString: FieldValue {
    static func read(_ node: Int, _ reading: Reading) -> IntOrString? {
        if case .string(let text) = reading.scalar(node) { return .string(text) }
        return Int32.read(node, reading).map { .int($0) }
    }
}

extension StringMatch: Message {
    init(_ fields: inout Fields) {
        let exact: String? = fields.member("exact", of: "matchType")
        let prefix: String? = fields.member("prefix", of: "matchType")
        let regex: String? = fields.member("regex", of: "matchType")
        if let exact {
            self = .exact(exact)
        } else if let prefix {
            self = .prefix(prefix)
        } else if let regex {
            self = .regex(regex)
        } else {
            self = .present
        }
    }

    /// A header or parameter named without a condition has to be present.
    static var meaningOfNull: StringMatch? { .present }
}
