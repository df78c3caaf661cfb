/// The system's own words for why something failed, out of what a networking library makes of them.
public enum SystemReason {
    /// `address already in use` out of `bind(descriptor:ptr:bytes:): Address already in use) (errno: 98)`.
    public static func plain(_ description: String) -> String {
        var reason = Substring(description)
        if let number = reason.range(of: " (errno: ") { reason = reason[..<number.lowerBound] }
        for mark in [":): ", " (error set): "] {
            if let call = reason.range(of: mark) { reason = reason[call.upperBound...] }
        }
        if reason.hasSuffix(")"), !reason.contains("(") { reason.removeLast() }
        return reason.prefix(1).lowercased() + reason.dropFirst()
    }
}

extension Substring {
    /// Where `text` is first found.
    fileprivate func range(of text: String) -> Range<Index>? {
        var start = self.startIndex
        while start < self.endIndex {
            if self[start...].hasPrefix(text) { return start..<self.index(start, offsetBy: text.count) }
            start = self.index(after: start)
        }
        return nil
    }
}
