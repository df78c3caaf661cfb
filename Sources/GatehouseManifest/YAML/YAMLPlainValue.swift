/// What a plain scalar means, by the rules of the YAML library of Kubernetes: those of YAML 1.1, where `yes` and `on` are
/// booleans, but without its base 60 numbers and dates.
enum YAMLPlainValue: Hashable {
    case null
    case bool(Bool)
    /// An integer that fits 64 bits.
    case integer(magnitude: UInt64, isNegative: Bool)
    case double(Double)
    case string

    init(_ text: ArraySlice<UInt8>) {
        self = .string
        guard let first = text.first else {
            self = .null
            return
        }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            self = Self.number(text) ?? .string
        case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"), UInt8(ascii: "T"),
            UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "o"),
            UInt8(ascii: "O"):
            if text.count <= 5 { self = Self.words[String(decoding: text, as: UTF8.self)] ?? .string }
        default: break
        }
    }

    private static let words: [String: YAMLPlainValue] = {
        var words: [String: YAMLPlainValue] = [:]
        for word in ["~", "null", "Null", "NULL"] { words[word] = .null }
        for word in ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"] {
            words[word] = .bool(true)
        }
        for word in ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"] {
            words[word] = .bool(false)
        }
        return words
    }()

    private static func number(_ text: ArraySlice<UInt8>) -> YAMLPlainValue? {
        // Longer than any number that is meant as one.
        guard text.count <= 64 else { return nil }
        var digits = text
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        if digits.elementsEqual(".inf".utf8) || digits.elementsEqual(".Inf".utf8) || digits.elementsEqual(".INF".utf8) {
            return .double(isNegative ? -.infinity : .infinity)
        }
        if text.elementsEqual(".nan".utf8) || text.elementsEqual(".NaN".utf8) || text.elementsEqual(".NAN".utf8) {
            return .double(.nan)
        }
        if let magnitude = Self.integer(digits) { return .integer(magnitude: magnitude, isNegative: isNegative) }
        guard Self.isDecimalFraction(digits) else { return nil }
        return Double(String(decoding: text.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)).map { .double($0) }
    }

    private static func integer(_ text: ArraySlice<UInt8>) -> UInt64? {
        var digits = text
        var radix: UInt64 = 10
        if digits.count > 1, digits.first == UInt8(ascii: "0") {
            switch digits[digits.startIndex + 1] {
            case UInt8(ascii: "x"), UInt8(ascii: "X"): radix = 16
            case UInt8(ascii: "b"), UInt8(ascii: "B"): radix = 2
            case UInt8(ascii: "o"), UInt8(ascii: "O"): radix = 8
            default: radix = 0
            }
            digits.removeFirst(radix == 0 ? 1 : 2)
            if radix == 0 { radix = 8 }
        }
        var value: UInt64 = 0
        var count = 0
        for byte in digits where byte != UInt8(ascii: "_") {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, UInt64(digit) < radix else { return nil }
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: radix)
            let (sum, isTooLargeStill) = product.addingReportingOverflow(UInt64(digit))
            if isTooLarge || isTooLargeStill { return nil }
            value = sum
            count += 1
        }
        return count > 0 && digits.first != UInt8(ascii: "_") ? value : nil
    }

    /// `1.5`, `.5`, `1.`, `1e3`, and integers that are too large for one.
    private static func isDecimalFraction(_ text: ArraySlice<UInt8>) -> Bool {
        enum Part {
            case integer
            case fraction
            case exponentSign
            case exponent
        }
        var part = Part.integer
        var (digits, exponentDigits) = (0, 0)
        for byte in text {
            switch (byte, part) {
            case (UInt8(ascii: "0")...UInt8(ascii: "9"), .integer), (UInt8(ascii: "0")...UInt8(ascii: "9"), .fraction):
                digits += 1
            case (UInt8(ascii: "0")...UInt8(ascii: "9"), _):
                part = .exponent
                exponentDigits += 1
            case (UInt8(ascii: "_"), .integer) where digits > 0: break
            case (UInt8(ascii: "."), .integer): part = .fraction
            case (UInt8(ascii: "e"), .integer), (UInt8(ascii: "E"), .integer), (UInt8(ascii: "e"), .fraction),
                (UInt8(ascii: "E"), .fraction):
                part = .exponentSign
            case (UInt8(ascii: "+"), .exponentSign), (UInt8(ascii: "-"), .exponentSign): part = .exponent
            default: return false
            }
        }
        switch part {
        case .integer, .fraction: return digits > 0
        case .exponentSign, .exponent: return digits > 0 && exponentDigits > 0
        }
    }
}
