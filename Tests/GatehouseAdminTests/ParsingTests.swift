import Testing

@testable import GatehouseAdmin

@Suite struct ParsingTests {
    static let addresses: [(String, ListenAddress?)] = [
        ("127.0.0.1:15000", ListenAddress(host: "127.0.0.1", port: 15000)),
        ("localhost:0", ListenAddress(host: "localhost", port: 0)),
        ("[::1]:15000", ListenAddress(host: "::1", port: 15000)),
        ("0.0.0.0:65535", ListenAddress(host: "0.0.0.0", port: 65535)),
        ("127.0.0.1", nil), ("127.0.0.1:", nil), (":15000", nil), ("::1:15000", nil), ("[]:80", nil),
        ("127.0.0.1:65536", nil), ("127.0.0.1:-1", nil), ("127.0.0.1:+1", nil), ("a b:80", nil), ("[::1:80", nil),
        ("", nil), ("127.0.0.1:99999999999999999999", nil),
    ]

    @Test("an address to listen on is a host and a port", arguments: addresses)
    func address(_ text: String, _ expected: ListenAddress?) {
        #expect(ListenAddress(text) == expected)
        if let expected { #expect(expected.description == text) }
    }

    static let problems: [([(name: String, value: String)], String)] = [
        ([("port", "0")], "`port` is 0"), ([("port", "70000")], "`port` is 70000"), ([("port", "x")], "`port` is x"),
        ([("path", "p")], "begins with `/`"), ([("method", "")], "`method` is empty"),
        ([("header", "novalue")], "`header` is novalue"), ([("header", ":v")], "`header` is :v"),
        ([("tls", "maybe")], "`tls` is maybe"), ([("colour", "red")], "no parameter `colour`"),
        ([("host", "a"), ("host", "b")], "given twice"),
    ]

    @Test("a query that is none is answered with what to write instead", arguments: problems)
    func queryProblems(_ parameters: [(name: String, value: String)], _ words: String) {
        #expect {
            try ExplainQuery(parameters: parameters)
        } throws: { error in
            (error as? QueryProblem)?.message.contains(words) == true
        }
    }

    @Test("without a port the request is on port 80, by TLS on 443")
    func defaultPort() throws {
        #expect(try ExplainQuery(parameters: []) == ExplainQuery(port: 80))
        #expect(try ExplainQuery(parameters: [("tls", "true")]).port == 443)
        #expect(try ExplainQuery(parameters: [("port", "8443"), ("tls", "")]).port == 8443)
        #expect(try ExplainQuery(parameters: [("tls", "false")]) == ExplainQuery())
    }
}
