import Testing

@testable import GatehouseHTTP

@Suite("The examples of RFC 7541 appendix C")
struct HPACKExamplesTests {
    struct Number: CustomTestStringConvertible, Sendable {
        var value: Int
        var prefix: Int
        var coded: String
        var testDescription: String { "\(self.value) with a prefix of \(self.prefix) bits" }
    }

    @Test(
        "integers (C.1)",
        arguments: [
            Number(value: 10, prefix: 5, coded: "0a"),
            Number(value: 10, prefix: 5, coded: "ea"),
            Number(value: 1337, prefix: 5, coded: "1f9a0a"),
            Number(value: 42, prefix: 8, coded: "2a"),
        ])
    func integers(_ number: Number) {
        octets(number.coded).withUnsafeBytes { bytes in
            var reader = HPACKReader(bytes)
            let value = reader.readInteger(prefix: number.prefix)
            #expect(value == number.value)
            #expect(reader.isExhausted)
        }
    }

    struct Single: CustomTestStringConvertible, Sendable {
        var name: String
        var block: String
        var line: String
        var table: [String] = []
        var testDescription: String { self.name }
    }

    @Test(
        "single fields (C.2)",
        arguments: [
            Single(
                name: "C.2.1, literal with indexing",
                block: "400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572",
                line: "custom-key: custom-header", table: ["custom-key: custom-header"]),
            Single(
                name: "C.2.2, literal without indexing", block: "040c 2f73 616d 706c 652f 7061 7468",
                line: ":path: /sample/path"),
            Single(
                name: "C.2.3, literal never indexed", block: "1008 7061 7373 776f 7264 0673 6563 7265 74",
                line: "password: secret"),
            Single(name: "C.2.4, indexed", block: "82", line: ":method: GET"),
        ])
    func singleFields(_ single: Single) {
        var decoder = HPACKDecoder()
        let decoded = decoder.decode(octets(single.block))
        #expect(decoded.outcome == .complete)
        #expect(decoded.lines == [single.line])
        #expect(decoder.dynamicTable.lines == single.table)
    }

    private static let requests: [(lines: [String], table: [String], size: Int)] = [
        (
            [":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com"],
            [":authority: www.example.com"], 57
        ),
        (
            [":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com", "cache-control: no-cache"],
            ["cache-control: no-cache", ":authority: www.example.com"], 110
        ),
        (
            [
                ":method: GET", ":scheme: https", ":path: /index.html", ":authority: www.example.com",
                "custom-key: custom-value",
            ],
            ["custom-key: custom-value", "cache-control: no-cache", ":authority: www.example.com"], 164
        ),
    ]

    private static let responses: [(lines: [String], table: [String], size: Int)] = [
        (
            [
                ":status: 302", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT",
                "location: https://www.example.com",
            ],
            [
                "location: https://www.example.com", "date: Mon, 21 Oct 2013 20:13:21 GMT", "cache-control: private",
                ":status: 302",
            ], 222
        ),
        (
            [
                ":status: 307", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:21 GMT",
                "location: https://www.example.com",
            ],
            [
                ":status: 307", "location: https://www.example.com", "date: Mon, 21 Oct 2013 20:13:21 GMT",
                "cache-control: private",
            ], 222
        ),
        (
            [
                ":status: 200", "cache-control: private", "date: Mon, 21 Oct 2013 20:13:22 GMT",
                "location: https://www.example.com", "content-encoding: gzip",
                "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1",
            ],
            [
                "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1", "content-encoding: gzip",
                "date: Mon, 21 Oct 2013 20:13:22 GMT",
            ], 215
        ),
    ]

    private func expect(
        _ blocks: [String], decodeTo steps: [(lines: [String], table: [String], size: Int)], tableLimit: Int
    ) {
        var decoder = HPACKDecoder(tableLimit: tableLimit)
        for (block, step) in zip(blocks, steps) {
            let decoded = decoder.decode(octets(block))
            #expect(decoded.outcome == .complete)
            #expect(decoded.lines == step.lines)
            let table = decoder.dynamicTable
            #expect(table.lines == step.table)
            #expect(table.size == step.size)
        }
    }

    @Test("requests without Huffman coding (C.3)")
    func plainRequests() {
        self.expect(
            [
                "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d",
                "8286 84be 5808 6e6f 2d63 6163 6865",
                "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65",
            ], decodeTo: Self.requests, tableLimit: 4096)
    }

    @Test("requests with Huffman coding (C.4)")
    func codedRequests() {
        self.expect(
            [
                "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff",
                "8286 84be 5886 a8eb 1064 9cbf",
                "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf",
            ], decodeTo: Self.requests, tableLimit: 4096)
    }

    @Test("responses without Huffman coding, whose table evicts (C.5)")
    func plainResponses() {
        self.expect(
            [
                """
                4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32
                3120 474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70 6c65 2e63 6f6d
                """,
                "4803 3330 37c1 c0bf",
                """
                88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d 54c0 5a04 677a 6970
                7738 666f 6f3d 4153 444a 4b48 514b 425a 584f 5157 454f 5049 5541 5851 5745 4f49 553b 206d 6178 2d61
                6765 3d33 3630 303b 2076 6572 7369 6f6e 3d31
                """,
            ], decodeTo: Self.responses, tableLimit: 256)
    }

    @Test("responses with Huffman coding, whose table evicts (C.6)")
    func codedResponses() {
        self.expect(
            [
                """
                4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad
                1718 63c7 8f0b 97c8 e9ae 82ae 43d3
                """,
                "4883 640e ffc1 c0bf",
                """
                88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2
                e6c7 b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07
                """,
            ], decodeTo: Self.responses, tableLimit: 256)
    }
}
