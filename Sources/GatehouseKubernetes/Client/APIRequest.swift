public import GatehouseObjects

/// One request to an API server.
public struct APIRequest: Hashable, Sendable {
    /// What is done.
    public enum Method: String, Hashable, Sendable {
        /// Reads.
        case get = "GET"
        /// Makes an object.
        case post = "POST"
        /// Replaces an object.
        case put = "PUT"
        /// Changes parts of an object.
        case patch = "PATCH"
        /// Removes an object.
        case delete = "DELETE"
    }

    /// A parameter of the query.
    public struct Parameter: Hashable, Sendable {
        /// Its name.
        public var name: String
        /// Its value, not yet encoded.
        public var value: String
    }

    /// What is done.
    public var method: Method
    /// The path, encoded, without what the server's own URL begins with.
    public var path: String
    /// The query.
    public var query: [Parameter] = []
    /// What is sent; nil for nothing.
    public var body: JSON?
    /// What the body is.
    public var contentType = "application/json"
    /// What the answer should be.
    public var accept = "application/json"

    /// A request.
    public init(_ method: Method, _ path: String, body: JSON? = nil) {
        self.method = method
        self.path = path
        self.body = body
    }

    /// The path with the query.
    var target: String {
        if self.query.isEmpty { return self.path }
        return self.path + "?"
            + self.query.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
    }

    /// A text as it may stand in a path's segment or in a query (RFC 3986 section 2.3).
    static func encoded(_ text: String) -> String {
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.append(byte)
            default:
                let digits = Array("0123456789ABCDEF".utf8)
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }
}
