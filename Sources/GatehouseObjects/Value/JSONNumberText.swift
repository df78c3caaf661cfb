/// How a `Double` is written: with the fewest digits that give the same number back, in the form that Go gives it.
///
/// Go writes a number without a fraction as an integer, and clients that are written in it take `3.0` for an integer
/// field as an error. So such a number is an integer when it is read again, in Kubernetes as here.
enum JSONNumberText {
    static func text(of number: Double) -> String {
        // No parser makes these, and JSON has no text for them.
        guard number.isFinite else { return "null" }
        guard number != 0 else { return number.sign == .minus ? "-0" : "0" }
        let (digits, exponent) = Self.decimal(of: number.magnitude)
        let text =
            number.magnitude < 1e-6 || number.magnitude >= 1e21
            ? Self.scientific(digits, exponent) : Self.positional(digits, exponent)
        return number < 0 ? "-" + text : text
    }

    /// The digits without zeros around them, and the power of ten of the first one.
    private static func decimal(of number: Double) -> (digits: [Character], exponent: Int) {
        let parts = number.description.split(separator: "e", maxSplits: 1)
        var exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
        let mantissa = (parts.first ?? "0").split(separator: ".", maxSplits: 1)
        let whole = mantissa.first ?? "0"
        var digits = Array(whole) + (mantissa.count == 2 ? Array(mantissa[1]) : [])
        exponent += whole.count - 1
        while digits.last == "0" { digits.removeLast() }
        let zeros = digits.prefix { $0 == "0" }.count
        digits.removeFirst(zeros)
        return (digits, exponent - zeros)
    }

    private static func scientific(_ digits: [Character], _ exponent: Int) -> String {
        let fraction = digits.count > 1 ? "." + String(digits.dropFirst()) : ""
        return "\(String(digits.prefix(1)))\(fraction)e\(exponent < 0 ? "-" : "+")\(exponent.magnitude)"
    }

    private static func positional(_ digits: [Character], _ exponent: Int) -> String {
        if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + String(digits) }
        let whole = exponent + 1
        if digits.count <= whole { return String(digits) + String(repeating: "0", count: whole - digits.count) }
        return String(digits.prefix(whole)) + "." + String(digits.dropFirst(whole))
    }
}
