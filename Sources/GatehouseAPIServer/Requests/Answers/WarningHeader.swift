/// `Warning` header fields (RFC 7234 section 5.5), which kubectl prints.
enum WarningHeader {
    /// About how many bytes all warnings of an answer have: more of them would not fit where others keep headers.
    static let limit = 4096
    /// How long a warning may be where there is no room for all of them.
    private static let shortLength = 256

    /// The values for these texts, each of them once.
    static func values(of texts: [String]) -> [String] {
        let isLong = texts.reduce(0) { $0 + $1.utf8.count } > Self.limit
        var values: [String] = []
        var seen: Set<String> = []
        var size = 0
        for text in texts where seen.insert(text).inserted {
            let value = "299 - \"\(Self.quoted(isLong ? String(text.prefix(Self.shortLength)) : text))\""
            size += value.utf8.count
            if size > Self.limit * 2 { break }
            values.append(value)
        }
        return values
    }

    private static func quoted(_ text: String) -> String {
        var quoted = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                quoted.unicodeScalars.append("\\")
                quoted.unicodeScalars.append(scalar)
            // A line break would end the field and begin another.
            case _ where scalar.value < 0x20 || scalar.value == 0x7F: quoted.unicodeScalars.append(" ")
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted
    }
}
