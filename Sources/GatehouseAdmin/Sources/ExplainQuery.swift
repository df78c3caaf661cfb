/// A request to explain, as the query of `/explain` describes it.
public struct ExplainQuery: Hashable, Sendable {
    /// A header field.
    public struct Field: Hashable, Sendable {
        /// The name, as given.
        public var name: String
        /// The value, without surrounding spaces.
        public var value: String

        /// A header field.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The listener's port.
    public var port: Int
    /// Host; nil for a request without one.
    public var host: String?
    /// Path and query.
    public var path: String
    /// The method.
    public var method: String
    /// The header fields, in order.
    public var headers: [Field]
    /// Whether the request comes by TLS.
    public var isTLS: Bool
    /// The TLS handshake's server name, empty for a client that sends none; nil for the host. Implies TLS.
    public var serverName: String?
    /// The client's IP address.
    public var sourceIP: String?

    /// A request; without arguments `GET /` on port 80.
    public init(
        port: Int = 80, host: String? = nil, path: String = "/", method: String = "GET", headers: [Field] = [],
        isTLS: Bool = false, serverName: String? = nil, sourceIP: String? = nil
    ) {
        self.port = port
        self.host = host
        self.path = path
        self.method = method
        self.headers = headers
        self.isTLS = isTLS
        self.serverName = serverName
        self.sourceIP = sourceIP
    }
}

/// Why a query is not one: a sentence that says what to write instead.
struct QueryProblem: Error, Hashable {
    let message: String
}

extension ExplainQuery {
    /// The parameters that `/explain` takes, as its error messages list them.
    static let parameters = "port, host, path, method, header, tls, sni, source-ip"

    /// Reads the parameters of a query. `header` may come several times, every other one once.
    init(parameters: [(name: String, value: String)]) throws(QueryProblem) {
        self.init()
        var seen: Set<String> = []
        for (name, value) in parameters {
            guard name == "header" || seen.insert(name).inserted else {
                throw QueryProblem(message: "`\(name)` is given twice; give it once.")
            }
            try self.set(name, to: value)
        }
        if self.isTLS && !seen.contains("port") { self.port = 443 }
    }

    private mutating func set(_ name: String, to value: String) throws(QueryProblem) {
        switch name {
        case "port":
            guard let port = Int(value), (1...65535).contains(port) else {
                throw QueryProblem(message: "`port` is \(value); it is a listener's port, 1 to 65535.")
            }
            self.port = port
        case "host": self.host = value
        case "path":
            guard value.hasPrefix("/") else {
                throw QueryProblem(message: "`path` is \(value); it begins with `/`.")
            }
            self.path = value
        case "method":
            guard !value.isEmpty else { throw QueryProblem(message: "`method` is empty; it is a method such as GET.") }
            self.method = value
        case "header": self.headers.append(try Self.field(value))
        case "tls":
            guard let isTLS = ["": true, "true": true, "1": true, "false": false, "0": false][value] else {
                throw QueryProblem(message: "`tls` is \(value); it is true or false.")
            }
            self.isTLS = isTLS
        case "sni":
            self.serverName = value
            self.isTLS = true
        case "source-ip": self.sourceIP = value
        default:
            throw QueryProblem(message: "There is no parameter `\(name)`; there are \(Self.parameters).")
        }
    }

    private static func field(_ text: String) throws(QueryProblem) -> Field {
        guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else {
            throw QueryProblem(message: "`header` is \(text); it is a name, a colon and a value: `header=x-user:jo`.")
        }
        var value = text[text.index(after: colon)...]
        while let first = value.first, first == " " || first == "\t" { value.removeFirst() }
        while let last = value.last, last == " " || last == "\t" { value.removeLast() }
        return Field(String(text[..<colon]), String(value))
    }
}
