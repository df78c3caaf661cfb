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
    var expect: Expectation

    /// A call without expectations, for tests that look by themselves.
    init(port: Int = 80, host: String, method: String = "GET", path: String = "/", headers: [String: String] = [:]) {
        self.port = port
        self.host = host
        self.method = method
        self.path = path
        self.headers = headers.mapValues { OneOrMore($0) }
        self.expect = Expectation()
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case port, host, method, path, headers, expect }

    init(from decoder: any Decoder) throws {
        try decoder.refuseOthers(than: CodingKeys.self)
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.port = try members.decodeIfPresent(Int.self, forKey: .port)
        self.host = try members.decode(String.self, forKey: .host)
        self.method = try members.decodeIfPresent(String.self, forKey: .method)
        self.path = try members.decodeIfPresent(String.self, forKey: .path)
        self.headers = try members.decodeIfPresent([String: OneOrMore].self, forKey: .headers)
        self.expect = try members.decode(Expectation.self, forKey: .expect)
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
