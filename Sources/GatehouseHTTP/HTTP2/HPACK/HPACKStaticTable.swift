/// The fields that HPACK knows from the start (RFC 7541 appendix A), numbered from 1.
enum HPACKStaticTable {
    /// A name with a value; the value is empty where only the name is meant.
    struct Entry {
        var name: StaticString
        var value: StaticString

        init(_ name: StaticString, _ value: StaticString = "") {
            self.name = name
            self.value = value
        }
    }

    /// How many there are.
    static let count = 61

    /// By number, less 1.
    static let entries: [Entry] = [
        Entry(":authority"), Entry(":method", "GET"), Entry(":method", "POST"), Entry(":path", "/"),
        Entry(":path", "/index.html"), Entry(":scheme", "http"), Entry(":scheme", "https"), Entry(":status", "200"),
        Entry(":status", "204"), Entry(":status", "206"), Entry(":status", "304"), Entry(":status", "400"),
        Entry(":status", "404"), Entry(":status", "500"), Entry("accept-charset"),
        Entry("accept-encoding", "gzip, deflate"), Entry("accept-language"), Entry("accept-ranges"), Entry("accept"),
        Entry("access-control-allow-origin"), Entry("age"), Entry("allow"), Entry("authorization"),
        Entry("cache-control"), Entry("content-disposition"), Entry("content-encoding"), Entry("content-language"),
        Entry("content-length"), Entry("content-location"), Entry("content-range"), Entry("content-type"),
        Entry("cookie"), Entry("date"), Entry("etag"), Entry("expect"), Entry("expires"), Entry("from"), Entry("host"),
        Entry("if-match"), Entry("if-modified-since"), Entry("if-none-match"), Entry("if-range"),
        Entry("if-unmodified-since"), Entry("last-modified"), Entry("link"), Entry("location"), Entry("max-forwards"),
        Entry("proxy-authenticate"), Entry("proxy-authorization"), Entry("range"), Entry("referer"), Entry("refresh"),
        Entry("retry-after"), Entry("server"), Entry("set-cookie"), Entry("strict-transport-security"),
        Entry("transfer-encoding"), Entry("user-agent"), Entry("vary"), Entry("via"), Entry("www-authenticate"),
    ]

    /// The kind of every entry's name, by number less 1, so that it is told once.
    static let kinds: [HPACKFieldKind] = entries.map { HPACKFieldKind($0.name.rawBytes) }
}

extension StaticString {
    /// The text's bytes.
    var rawBytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: self.utf8Start, count: self.utf8CodeUnitCount)
    }
}

/// What a field's name is, as far as the gateway wants to know.
public enum HPACKFieldKind: Hashable, Sendable {
    /// `:method`
    case method
    /// `:scheme`
    case scheme
    /// `:authority`
    case authority
    /// `:path`
    case path
    /// `:status`
    case status
    /// `:protocol` (RFC 8441), which is not spoken here, or any other name with a colon in front.
    case unknownPseudo
    /// An ordinary name.
    case field(HeaderName)

    /// The kind of a name as it came, which may hold capitals.
    init(_ name: UnsafeRawBufferPointer) {
        guard name.first == UInt8(ascii: ":") else {
            self = .field(HeaderName(lowercased: name))
            return
        }
        self =
            name.equals(":path")
            ? .path
            : name.equals(":method")
                ? .method
                : name.equals(":scheme")
                    ? .scheme
                    : name.equals(":authority") ? .authority : name.equals(":status") ? .status : .unknownPseudo
    }
}
