/// Values that a header operation may add or set: text in which `%NAME%` and `%NAME(arguments)%` stand for something
/// known at run time, and `%%` for a percent sign. Envoy reads them with a small parser, and this accepts exactly what
/// that one does; whether a name means anything is not its business.
struct HeaderValueSyntax {
    /// What keeps `value` from being set as a header; worded to follow "is".
    static func problem(in value: String) -> String? {
        guard value.unicodeScalars.allSatisfy(self.isAllowed) else {
            return "a value with control characters; only tabs are allowed"
        }
        var parser = HeaderValueSyntax()
        guard let reason = parser.problem(in: Array(value.utf8)) else { return nil }
        return "\"\(value)\"; \(reason)"
    }

    private enum State {
        case literal
        case name
        case argumentsStart
        case stringStart
        case string
        case afterString
        case argumentsEnd
        case variableEnd
    }

    private var state = State.literal

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x08, 0x0A...0x1F, 0x7F: false
        default: true
        }
    }

    private mutating func problem(in value: [UInt8]) -> String? {
        var index = 0
        while index < value.count {
            let next = index + 1 < value.count ? value[index + 1] : nil
            switch self.step(value[index], next: next) {
            case .advance: index += 1
            case .skip: index += 2
            case .fail(let reason): return reason
            }
        }
        if self.state == .literal { return nil }
        return "the expression behind the last % does not end; a plain percent sign is written as %%"
    }

    private enum Step {
        case advance
        case skip
        case fail(String)
    }

    private mutating func step(_ byte: UInt8, next: UInt8?) -> Step {
        switch (self.state, byte) {
        case (.literal, UInt8(ascii: "%")):
            if next == UInt8(ascii: "%") { return .skip }
            if next == nil { return .fail("a percent sign is written as %%") }
            self.state = .name
        case (.literal, _): break
        case (.name, UInt8(ascii: "%")): self.state = .literal
        case (.name, UInt8(ascii: "(")): self.state = .argumentsStart
        case (.name, _): break
        case (.argumentsStart, UInt8(ascii: "[")): self.state = .stringStart
        case (.string, UInt8(ascii: "\\")):
            return next == nil ? .fail("the backslash at the end escapes nothing") : .skip
        case (.string, UInt8(ascii: ")")): self.state = .variableEnd
        case (.string, UInt8(ascii: "\"")): self.state = .afterString
        case (.string, _): break
        case (_, UInt8(ascii: " ")): break
        // The first byte of a plain argument is taken as it is, even when it is `)` or a quote.
        case (.argumentsStart, _): self.state = .string
        case (.stringStart, UInt8(ascii: "\"")): self.state = .string
        case (.stringStart, _): return .fail("a quote should follow `[` or `,` in the arguments")
        case (.afterString, UInt8(ascii: ",")): self.state = .stringStart
        case (.afterString, UInt8(ascii: "]")): self.state = .argumentsEnd
        case (.afterString, _): return .fail("`,` or `]` should follow a string in the arguments")
        case (.argumentsEnd, UInt8(ascii: ")")): self.state = .variableEnd
        case (.argumentsEnd, _): return .fail("`)` should follow the arguments")
        case (.variableEnd, UInt8(ascii: "%")): self.state = .literal
        case (.variableEnd, _): return .fail("`%` should follow `)`")
        }
        return .advance
    }
}
