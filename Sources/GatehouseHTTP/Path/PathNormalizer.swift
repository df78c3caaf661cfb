/// How a request's path is normalised before it is matched and forwarded (semantics M10, Istio's
/// `pathNormalization`).
public enum PathNormalization: String, Hashable, Sendable, CaseIterable {
    /// As sent.
    case none
    /// RFC 3986: `.` and `..` resolved, also as `%2e`; escaped unreserved characters unescaped; `\` taken for `/`.
    /// `//`, `%2F`, `%5C` and the letters' case stay.
    case base
    /// `base`, and runs of `/` become one.
    case mergeSlashes = "merge-slashes"
    /// `%2F` and `%5C` are unescaped first, then as `mergeSlashes`.
    case decodeAndMergeSlashes = "decode-and-merge-slashes"
}

/// Brings paths into the one form that routing, policies and upstreams all see.
public enum PathNormalizer {
    /// Normalises the path of `head`.
    ///
    /// - Returns: false when the path can't be normalised (`%00`), which is answered with 400.
    public static func normalize(_ head: inout RequestHead, mode: PathNormalization) -> Bool {
        guard mode != .none, !head.path.isEmpty else { return true }
        let isNormal = head.withBytes(head.path) { $0[0] != UInt8(ascii: "/") || self.isNormal($0, mode) }
        if isNormal { return true }
        guard let path = head.withBytes(head.path, { self.normalized($0, mode) }) else { return false }
        head.path = head.headers.store(path)
        return true
    }

    /// Whether nothing in the path needs a closer look. Most paths end here.
    private static func isNormal(_ path: UnsafeRawBufferPointer, _ mode: PathNormalization) -> Bool {
        var previous: UInt8 = 0
        for byte in path {
            switch byte {
            case UInt8(ascii: "%"), UInt8(ascii: "\\"): return false
            case UInt8(ascii: ".") where previous == UInt8(ascii: "/"): return false
            case UInt8(ascii: "/") where previous == UInt8(ascii: "/") && mode != .base: return false
            default: previous = byte
            }
        }
        return true
    }

    private static func normalized(_ path: UnsafeRawBufferPointer, _ mode: PathNormalization) -> [UInt8]? {
        guard let plain = self.unescaped(path, decodesSlashes: mode == .decodeAndMergeSlashes) else { return nil }
        return self.resolved(plain, mergesSlashes: mode != .base)
    }

    /// Unescapes unreserved characters, and slashes where asked to; turns `\` into `/`.
    private static func unescaped(_ path: UnsafeRawBufferPointer, decodesSlashes: Bool) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(path.count)
        var index = 0
        while index < path.count {
            let byte = path[index]
            guard byte == UInt8(ascii: "%"), index + 2 < path.count, let high = path[index + 1].hexadecimalValue,
                let low = path[index + 2].hexadecimalValue
            else {
                result.append(byte == UInt8(ascii: "\\") ? UInt8(ascii: "/") : byte)
                index += 1
                continue
            }
            let value = high << 4 | low
            if value == 0 { return nil }
            if self.isUnreserved(value) {
                result.append(value)
            } else if decodesSlashes, value == UInt8(ascii: "/") || value == UInt8(ascii: "\\") {
                result.append(UInt8(ascii: "/"))
            } else {
                result.append(contentsOf: path[index..<index + 3])
            }
            index += 3
        }
        return result
    }

    /// RFC 3986 section 5.2.4; `..` above the root stays at the root.
    private static func resolved(_ path: [UInt8], mergesSlashes: Bool) -> [UInt8] {
        let slash = UInt8(ascii: "/")
        var result: [UInt8] = []
        result.reserveCapacity(path.count)
        var index = 0
        while index < path.count {
            // At a slash: the segment after it decides whether both stay.
            var end = index + 1
            while end < path.count, path[end] != slash { end += 1 }
            let segment = path[(index + 1)..<end]
            let isLast = end == path.count
            if segment.elementsEqual([UInt8(ascii: ".")]) {
                if isLast { result.append(slash) }
            } else if segment.elementsEqual([UInt8(ascii: "."), UInt8(ascii: ".")]) {
                while let last = result.popLast(), last != slash {}
                if isLast { result.append(slash) }
            } else if !(mergesSlashes && segment.isEmpty && !isLast) {
                if !(mergesSlashes && segment.isEmpty && result.last == slash) {
                    result.append(slash)
                    result.append(contentsOf: segment)
                }
            }
            index = end
        }
        return result.isEmpty ? [slash] : result
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
