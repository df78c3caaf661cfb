extension JSONValue {
    /// The document as text, without a line feed at the end.
    ///
    /// - Parameter pretty: one member or element a line, indented by two spaces; otherwise all on one line.
    public func text(pretty: Bool = false) -> String {
        var writer = JSONWriter(pretty: pretty)
        writer.write(self, depth: 0)
        return writer.text
    }
}

private struct JSONWriter {
    let pretty: Bool
    var text = ""

    mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: self.text += "null"
        case .bool(let bool): self.text += bool ? "true" : "false"
        case .integer(let number): self.text += String(number)
        case .number(let number): self.text += number.isFinite ? String(describing: number) : "null"
        case .string(let string): self.write(string)
        case .array(let elements):
            self.list("[", "]", elements, depth) { writer, element in writer.write(element, depth: depth + 1) }
        case .object(let members):
            self.list("{", "}", members, depth) { writer, member in
                writer.write(member.name)
                writer.text += writer.pretty ? ": " : ":"
                writer.write(member.value, depth: depth + 1)
            }
        }
    }

    private mutating func list<Element>(
        _ opening: String, _ closing: String, _ elements: [Element], _ depth: Int,
        write: (inout JSONWriter, Element) -> Void
    ) {
        self.text += opening
        for (index, element) in elements.enumerated() {
            if index > 0 { self.text += "," }
            self.breakLine(depth + 1)
            write(&self, element)
        }
        if !elements.isEmpty { self.breakLine(depth) }
        self.text += closing
    }

    private mutating func breakLine(_ depth: Int) {
        guard self.pretty else { return }
        self.text += "\n"
        for _ in 0..<depth { self.text += "  " }
    }

    private mutating func write(_ string: String) {
        self.text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": self.text += "\\\""
            case "\\": self.text += "\\\\"
            case "\n": self.text += "\\n"
            case "\r": self.text += "\\r"
            case "\t": self.text += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                self.text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: self.text.unicodeScalars.append(scalar)
            }
        }
        self.text += "\""
    }
}
