/// What label keys and values, and the names in them, may be.
public enum LabelSyntax {
    /// What is wrong with a key: a name, with or without the name of a domain and a slash before it. Nil for nothing.
    public static func problem(ofKey key: String) -> String? {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        let name: Substring
        switch parts.count {
        case 1: name = parts[0]
        case 2:
            if parts[0].isEmpty { return "prefix part must be non-empty" }
            guard Self.isSubdomain(parts[0]) else {
                return "prefix part must be a DNS-1123 subdomain: lower case alphanumeric characters, '-' or '.', "
                    + "starting and ending with an alphanumeric character (e.g. 'example.com')"
            }
            name = parts[1]
        default:
            return
                "a qualified name must be a name with an optional DNS subdomain prefix and '/' "
                + "(e.g. 'example.com/MyName')"
        }
        if name.isEmpty { return "name part must be non-empty" }
        if name.utf8.count > 63 { return "name part must be no more than 63 characters" }
        guard Self.isName(name) else {
            return "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
                + "alphanumeric character (e.g. 'MyName', or 'my.name', or '123-abc')"
        }
        return nil
    }

    /// What is wrong with a value: empty, or like the name in a key. Nil for nothing.
    public static func problem(ofValue value: String) -> String? {
        if value.isEmpty { return nil }
        if value.utf8.count > 63 { return "must be no more than 63 characters" }
        guard Self.isName(value[...]) else {
            return "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and "
                + "must start and end with an alphanumeric character (e.g. 'MyValue', or 'my_value', or '12345')"
        }
        return nil
    }

    private static func isName(_ text: Substring) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last, first.isAlphanumeric, last.isAlphanumeric else {
            return false
        }
        return bytes.allSatisfy {
            $0.isAlphanumeric || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")].contains($0)
        }
    }

    /// RFC 1123 names of domains, in lower case.
    private static func isSubdomain(_ text: Substring) -> Bool {
        guard text.utf8.count <= 253 else { return false }
        return text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy { label in
            guard let first = label.first, let last = label.last else { return false }
            return first.isLowercaseAlphanumeric && last.isLowercaseAlphanumeric
                && label.allSatisfy { $0.isLowercaseAlphanumeric || $0 == UInt8(ascii: "-") }
        }
    }
}

extension UInt8 {
    fileprivate var isLowercaseAlphanumeric: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }
    fileprivate var isAlphanumeric: Bool {
        self.isLowercaseAlphanumeric || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self)
    }
}
