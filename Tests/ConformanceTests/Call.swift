import GatehouseTestSupport

/// One request to a gateway, and what has to come of it; what is left out does not matter.
struct Call: Decodable, Sendable {
    /// The listener's port; 80 where it is left out.
    var port: Int?
    var host: String
    var method: String?
    /// Path and query.
    var path: String?
    var headers: [String: OneOrMore]?
    /// Whether the client speaks TLS; the certificate is not verified.
    var tls: Bool?
    /// The server name that the client asks for by TLS; the host where it is left out, none where it is empty.
    var sni: String?
    /// What the client speaks; HTTP/1.1 where it is left out.
    var `protocol`: Spoken?
    var expect: Expectation

    /// What a client speaks.
    enum Spoken: String, Decodable, Sendable {
        /// HTTP/1.1.
        case h1
        /// HTTP/2, with prior knowledge where there is no TLS.
        case h2
    }

    /// A call without expectations, for tests that look by themselves.
    init(port: Int = 80, host: String, method: String = "GET", path: String = "/", headers: [String: String] = [:]) {
        self.port = port
        self.host = host
        self.method = method
        self.path = path
        self.headers = headers.mapValues { OneOrMore($0) }
        self.expect = Expectation()
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case port, host, method, path, headers, tls, sni, `protocol`, expect
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuseOthers(than: CodingKeys.self)
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.port = try members.decodeIfPresent(Int.self, forKey: .port)
        self.host = try members.decode(String.self, forKey: .host)
        self.method = try members.decodeIfPresent(String.self, forKey: .method)
        self.path = try members.decodeIfPresent(String.self, forKey: .path)
        self.headers = try members.decodeIfPresent([String: OneOrMore].self, forKey: .headers)
        self.tls = try members.decodeIfPresent(Bool.self, forKey: .tls)
        self.sni = try members.decodeIfPresent(String.self, forKey: .sni)
        self.protocol = try members.decodeIfPresent(Spoken.self, forKey: .protocol)
        self.expect = try members.decode(Expectation.self, forKey: .expect)
    }

    /// The server name; nil for none.
    var serverName: String? {
        let host = String(self.host.prefix { $0 != ":" })
        return self.sni.map { $0.isEmpty ? nil : $0 } ?? host
    }

    /// How the client speaks TLS; nil in plain text.
    var clientTLS: ClientTLS? {
        guard self.tls == true else { return nil }
        return ClientTLS(
            serverName: self.serverName, applicationProtocols: [self.protocol == .h2 ? "h2" : "http/1.1"])
    }

    /// Whether the call can be made over HTTP/2 just as well.
    var hasHTTP2Form: Bool {
        let fields = self.fields
        let isUpgrade = fields.contains {
            ["connection", "upgrade", "transfer-encoding", "expect", "keep-alive", "proxy-connection"].contains(
                $0.name.lowercased())
        }
        return !isUpgrade && self.method != "CONNECT"
    }

    /// The header fields, ordered by name.
    var fields: [HeaderLines.Line] {
        (self.headers ?? [:]).sorted { $0.key < $1.key }.flatMap { name, value in
            value.values.map { HeaderLines.Line(name: name, value: $0) }
        }
    }

    /// The request as HTTP/1.1, on a connection that ends with it.
    var message: String {
        "\(self.method ?? "GET") \(self.path ?? "/") HTTP/1.1\r\nHost: \(self.host)\r\n"
            + self.fields.map { "\($0.name): \($0.value)\r\n" }.joined() + "Connection: close\r\n\r\n"
    }

    /// The request in few words.
    var label: String {
        let headers = self.fields.map { " \($0.name): \($0.value)" }.joined(separator: ",")
        return "\(self.method ?? "GET") \(self.host) port \(self.port ?? 80) \(self.path ?? "/")\(headers)"
            + (self.tls == true ? " by TLS" : "") + (self.protocol == .h2 ? " by HTTP/2" : "")
    }
}

/// A value or a list of them; in expectations the empty value means that the header is absent.
struct OneOrMore: Decodable, Equatable, Sendable {
    var values: [String]

    init(_ value: String) { self.values = [value] }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(String.self) {
            self.values = [value]
        } else {
            self.values = try container.decode([String].self)
        }
    }

    /// Values as an expectation means them.
    var expected: [String] { self.values == [""] ? [] : self.values }
}

/// A name in `calls.json` that nobody knows.
struct UnknownName: Error, CustomStringConvertible {
    var name: String
    var description: String { "there is no `\(self.name)` here" }
}

extension Decoder {
    /// Refuses names that would be passed over, since a misspelt expectation would check nothing.
    func refuseOthers<Keys: CodingKey & CaseIterable>(than keys: Keys.Type) throws {
        let known = Set(keys.allCases.map(\.stringValue))
        for key in try self.container(keyedBy: AnyKey.self).allKeys where !known.contains(key.stringValue) {
            throw UnknownName(name: key.stringValue)
        }
    }
}

private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}
