import GatehouseHTTP

/// Heads: parsing them, and what is done to each on its way upstream.
enum HeadBenchmarks {
    static let smallRequest = "GET /api/v1/users?page=2 HTTP/1.1\r\nHost: shop.example.com\r\nAccept: */*\r\n\r\n"

    static let browserRequest = """
        GET /catalogue/products/4711?colour=blue HTTP/1.1\r
        Host: shop.example.com\r
        User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r
        Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r
        Accept-Language: en-GB,en;q=0.5\r
        Accept-Encoding: gzip, deflate, br, zstd\r
        Referer: https://shop.example.com/catalogue\r
        Connection: keep-alive\r
        Cookie: session=0123456789abcdef0123456789abcdef; basket=3; consent=all\r
        Upgrade-Insecure-Requests: 1\r
        Sec-Fetch-Dest: document\r
        Sec-Fetch-Mode: navigate\r
        Sec-Fetch-Site: same-origin\r
        Sec-Fetch-User: ?1\r
        Priority: u=0, i\r
        \r

        """

    static let response = """
        HTTP/1.1 200 OK\r
        Content-Type: application/json\r
        Content-Length: 128\r
        Date: Mon, 01 Jan 2024 00:00:00 GMT\r
        Server: origin\r
        Cache-Control: no-store\r
        \r

        """

    static let connection = ConnectionFacts(
        remoteAddress: Array("192.0.2.7".utf8), remoteAddressAndPort: Array("192.0.2.7:50000".utf8),
        localAddressAndPort: Array("192.0.2.1:80".utf8))

    static func run(_ harness: Harness) throws {
        for (name, text) in [("3 lines", self.smallRequest), ("15 lines", self.browserRequest)] {
            self.parsing(harness, name: name, Array(text.utf8))
        }
        self.responseParsing(harness, Array(self.response.utf8))
    }

    private static func parsing(_ harness: Harness, name: String, _ bytes: [UInt8]) {
        let limits = HeadLimits()
        var head = RequestHead()
        var framing = MessageFraming()
        let parse = { (head: inout RequestHead, framing: inout MessageFraming) in
            bytes.withUnsafeBytes { bytes in
                var scanner = HeadScanner()
                guard case .complete(let end) = scanner.scan(bytes, limit: limits.bytes) else { return false }
                return HTTP1RequestParser.parse(
                    UnsafeRawBufferPointer(rebasing: bytes[..<end]), limits: limits, into: &head, framing: &framing)
                    == nil
            }
        }
        harness.measure("head: scan and parse a request of \(name)") { parse(&head, &framing) }

        var requestID = RequestIDGenerator(seed: (1, 2))
        harness.measure("head: parse, normalise and prepare a request of \(name)") {
            guard parse(&head, &framing), PathNormalizer.normalize(&head, mode: .base) else { return false }
            return EdgeHeaders.prepare(
                &head, framing: framing, connection: self.connection, options: EdgeOptions(), requestID: &requestID)
        }
    }

    private static func responseParsing(_ harness: Harness, _ bytes: [UInt8]) {
        let limits = HeadLimits()
        var head = ResponseHead()
        var framing = MessageFraming()
        harness.measure("head: scan and parse a response of 6 lines") {
            bytes.withUnsafeBytes { bytes in
                var scanner = HeadScanner()
                guard case .complete(let end) = scanner.scan(bytes, limit: limits.bytes) else { return false }
                return HTTP1ResponseParser.parse(
                    UnsafeRawBufferPointer(rebasing: bytes[..<end]), isHeadRequest: false, limits: limits, into: &head,
                    framing: &framing) == nil
            }
        }
    }
}
