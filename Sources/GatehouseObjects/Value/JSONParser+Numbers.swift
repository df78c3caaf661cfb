extension JSONParser {
    /// A number (RFC 8259 section 6), the position being at its sign or first digit.
    ///
    /// One without fraction and exponent is an integer where `Int64` holds it, as Kubernetes reads numbers.
    mutating func parseNumber() throws(JSONError) -> JSON {
        let start = self.position
        let isNegative = self.bytes[start] == UInt8(ascii: "-")
        if isNegative { self.position += 1 }
        let firstDigit = self.position
        // Negative while it is read, for the least integer has no positive counterpart. Nil once it does not fit.
        var negated: Int64? = 0
        while let digit = self.digit {
            let (product, overflows) = (negated ?? 0).multipliedReportingOverflow(by: 10)
            let (difference, underflows) = product.subtractingReportingOverflow(Int64(digit))
            negated = negated == nil || overflows || underflows ? nil : difference
            self.position += 1
        }
        let digits = self.position - firstDigit
        guard digits > 0, digits == 1 || self.bytes[firstDigit] != UInt8(ascii: "0") else {
            throw JSONError(.invalidNumber, at: start)
        }
        let hasFraction = try self.skipFraction(of: start)
        let hasExponent = try self.skipExponent(of: start)
        if !hasFraction, !hasExponent, let negated {
            if isNegative { return .integer(negated) }
            if negated != .min { return .integer(-negated) }
        }
        return .double(try self.double(from: start))
    }

    private var digit: UInt8? {
        guard self.position < self.bytes.count else { return nil }
        let value = self.bytes[self.position] &- UInt8(ascii: "0")
        return value < 10 ? value : nil
    }

    private func isAt(_ byte: UInt8) -> Bool {
        self.position < self.bytes.count && self.bytes[self.position] == byte
    }

    private mutating func skipFraction(of start: Int) throws(JSONError) -> Bool {
        guard self.isAt(UInt8(ascii: ".")) else { return false }
        self.position += 1
        try self.skipDigits(of: start)
        return true
    }

    private mutating func skipExponent(of start: Int) throws(JSONError) -> Bool {
        guard self.isAt(UInt8(ascii: "e")) || self.isAt(UInt8(ascii: "E")) else { return false }
        self.position += 1
        if self.isAt(UInt8(ascii: "+")) || self.isAt(UInt8(ascii: "-")) { self.position += 1 }
        try self.skipDigits(of: start)
        return true
    }

    private mutating func skipDigits(of start: Int) throws(JSONError) {
        guard self.digit != nil else { throw JSONError(.invalidNumber, at: start) }
        while self.digit != nil { self.position += 1 }
    }

    private func double(from start: Int) throws(JSONError) -> Double {
        guard let number = Double(String(decoding: self.bytes[start..<self.position], as: UTF8.self)) else {
            throw JSONError(.invalidNumber, at: start)
        }
        guard number.isFinite else { throw JSONError(.numberTooLarge, at: start) }
        return number
    }
}
