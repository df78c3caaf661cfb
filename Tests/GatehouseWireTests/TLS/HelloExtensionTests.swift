import Testing

@testable import GatehouseWire

private func scan(_ hello: HelloText) -> ClientHelloScanner.Outcome {
    var scanner = ClientHelloScanner()
    return hello.records().withUnsafeBytes { scanner.scan($0) }
}

private func hello(_ extensions: (type: Int, content: [UInt8])...) -> ClientHelloScanner.Outcome {
    scan(HelloText(extensions: extensions))
}

@Suite("Extensions of the client's hello")
struct HelloExtensionTests {
    @Test(
        "a server's name is a host name, in lower case and without its final dot (RFC 6066 section 3)",
        arguments: [
            ("example.com", "example.com"), ("EXAMPLE.com.", "example.com"), ("a", "a"), ("a_b.example", "a_b.example"),
            ("xn--bcher-kva.example", "xn--bcher-kva.example"), ("r1---sn-x.example", "r1---sn-x.example"),
            ("1.2.3", "1.2.3"), (String(repeating: "a", count: 63), String(repeating: "a", count: 63)),
        ])
    func serverName(text: String, name: String) {
        #expect(hello(HelloText.serverName(text)) == .complete(ClientHello(serverName: Array(name.utf8))))
    }

    @Test(
        "an address is no server name and counts as none",
        arguments: ["192.0.2.1", "2001:db8::1", "::", "[::1]", "::ffff:192.0.2.1"])
    func addresses(text: String) {
        #expect(hello(HelloText.serverName(text)) == .complete(ClientHello()))
    }

    @Test(
        "what is not the name of a host is refused",
        arguments: [
            ".", "..", ".example.com", "example..com", "example.com..", "-a.example", "a-.example", "a.example-",
            "a b", "a/b", "a:80", "*.example.com", "a\0b", "b\u{FC}cher.example", "[::1", "user@a",
            String(repeating: "a", count: 64), Array(repeating: "abcdefg", count: 32).joined(separator: "."),
        ])
    func malformedNames(text: String) {
        #expect(hello(HelloText.serverName(text)) == .refused(.malformedServerName))
    }

    @Test("names of other kinds are passed over, a second host name is refused")
    func kinds() {
        let other = vector([9] + vector([1, 2], lengthBytes: 2) + [0] + vector([0x61], lengthBytes: 2), lengthBytes: 2)
        #expect(hello((0, other)) == .complete(ClientHello(serverName: [0x61])))
        let twice = vector([0, 0, 1, 0x61, 0, 0, 1, 0x62], lengthBytes: 2)
        #expect(hello((0, twice)) == .refused(.malformedExtension))
        #expect(hello(HelloText.serverName("a", kind: 1)) == .complete(ClientHello()))
    }

    @Test(
        "an extension that does not follow its grammar is refused",
        arguments: [
            (0, []), (0, [0, 0]), (0, [0, 4, 0, 0, 1]), (0, [0, 3, 0, 0, 0]), (0, [0, 4, 0, 0, 1, 0x61, 0]),
            (13, [0, 0]), (13, [0, 1, 4]), (13, []), (13, [0, 2, 4, 3, 0]), (16, []), (16, [0, 0]), (16, [0, 1, 0]),
            (16, [0, 2, 2, 0x68]), (16, [0, 3, 2, 0x68, 0x32, 0]), (43, []), (43, [0]), (43, [1, 3]), (43, [4, 3, 4]),
            (43, [2, 3, 4, 0]),
        ] as [(Int, [UInt8])])
    func malformed(type: Int, content: [UInt8]) {
        #expect(hello((type, content)) == .refused(.malformedExtension))
    }

    @Test("an extension that the gateway reads may not be there twice (RFC 8446 section 4.2)")
    func duplicates() {
        #expect(
            hello(HelloText.serverName("a"), HelloText.serverName("a")) == .refused(.malformedExtension))
        #expect(hello(HelloText.versions([0x0304]), HelloText.versions([0x0304])) == .refused(.malformedExtension))
    }

    @Test("values of GREASE and unknown extensions change nothing (RFC 8701)")
    func grease() {
        let outcome = scan(
            HelloText(
                suites: [0x0A0A, 0x1301],
                extensions: [
                    (0x1A1A, []), HelloText.versions([0x2A2A, 0x0304, 0x0303]),
                    HelloText.signatures([0x3A3A, 0x0403]),
                    HelloText.applicationProtocols([[0x4A, 0x4A], Array("h2".utf8), [0xFA, 0xFA]]),
                    (0xFE0D, [0, 0, 1, 0, 1, 8, 0, 0, 0, 1, 7]), (0xDADA, [0]),
                    HelloText.serverName("public.example"),
                ]))
        #expect(
            outcome
                == .complete(
                    ClientHello(
                        serverName: Array("public.example".utf8), applicationProtocols: [Array("h2".utf8)],
                        supportsECDSA: true, offersTLS13: true)))
    }

    @Test("more protocols than anybody speaks are refused")
    func manyProtocols() {
        let names = (0..<ApplicationProtocolsExtension.maximumCount).map { Array("p\($0)".utf8) }
        #expect(hello(HelloText.applicationProtocols(names)) == .complete(ClientHello(applicationProtocols: names)))
        #expect(hello(HelloText.applicationProtocols(names + [[1]])) == .refused(.tooManyProtocols))
    }

    struct Signing: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var suites: [Int]
        var signatures: [Int]
        var versions: [Int]
        var supports: Bool
    }

    @Test(
        "ECDSA needs its signature, and a suite where TLS 1.3 is not offered",
        arguments: [
            Signing(
                testDescription: "1.3", suites: [0x1301], signatures: [0x0804, 0x0403], versions: [0x0304],
                supports: true),
            Signing(
                testDescription: "1.3, P-384", suites: [0x1301], signatures: [0x0503], versions: [0x0304],
                supports: true),
            Signing(
                testDescription: "1.3, RSA", suites: [0x1301, 0xC02B], signatures: [0x0804], versions: [0x0304],
                supports: false),
            Signing(
                testDescription: "1.3, Ed25519 and SHA-1", suites: [0x1301], signatures: [0x0807, 0x0203],
                versions: [0x0304], supports: false),
            Signing(
                testDescription: "1.2", suites: [0xC02F, 0xCCA9], signatures: [0x0603], versions: [0x0303],
                supports: true),
            Signing(
                testDescription: "1.2, RSA suites", suites: [0xC02F, 0x009C], signatures: [0x0403], versions: [0x0303],
                supports: false),
            Signing(
                testDescription: "1.2, rare suites", suites: [0xC05C, 0xC007], signatures: [0x0403], versions: [0x0303],
                supports: false),
        ])
    func signing(_ signing: Signing) {
        let outcome = scan(
            HelloText(
                suites: signing.suites,
                extensions: [HelloText.signatures(signing.signatures), HelloText.versions(signing.versions)]))
        #expect(
            outcome
                == .complete(
                    ClientHello(supportsECDSA: signing.supports, offersTLS13: signing.versions.contains(0x0304))))
    }
}
