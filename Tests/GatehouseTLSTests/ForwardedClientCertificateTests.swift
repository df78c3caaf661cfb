import GatehouseTestSupport
import NIOSSL
import Testing

@testable import GatehouseTLS

private func value(_ pem: String, by: String? = nil) throws -> String {
    let certificate = try NIOSSLCertificate(bytes: Array(pem.utf8), format: .pem)
    return String(decoding: try #require(ForwardedClientCertificate.value(of: certificate, by: by)), as: UTF8.self)
}

/// A certificate in PEM as `Cert` has it.
private func escaped(_ pem: String) -> String {
    var text = pem.replacing("\n", with: "%0A").replacing(" ", with: "%20").replacing("+", with: "%2B")
    text = text.replacing("/", with: "%2F").replacing("=", with: "%3D")
    return text.hasSuffix("%0A") ? text : text + "%0A"
}

@Suite("The value of x-forwarded-client-cert", .overSockets)
struct ForwardedClientCertificateTests {
    @Test("a certificate is told as openssl tells it, in Envoy's form and order (semantics H4)")
    func wholeValue() throws {
        let hash = Samples.certificateHash.replacing(":", with: "").lowercased()
        // In quotation marks, backslashes and quotation marks have one more.
        let subject = Samples.subject.replacing("\\\\", with: "\\\\\\\\").replacing("\\\"", with: "\\\\\\\"")
        #expect(
            try value(Samples.certificate, by: "spiffe://cluster.local/ns/istio-system/sa/gateway")
                == "By=spiffe://cluster.local/ns/istio-system/sa/gateway;Hash=\(hash)"
                + ";Cert=\"\(escaped(Samples.certificate))\";Subject=\"\(subject)\""
                + ";URI=spiffe://cluster.local/ns/shop/sa/front;DNS=client.example;DNS=*.client.example"
                + ";URI=\"https://a.example/b;c=d\"")
    }

    @Test("without a URI of its own the gateway is not named")
    func withoutBy() throws {
        #expect(try value(Samples.certificate).hasPrefix("Hash=5310fe5c"))
    }

    @Test("a certificate of a single name has a value of few parts")
    func simple() throws {
        let issued = try TestCertificates.Authority().issue(names: ["spiffe://mesh/ns/a/sa/b"], isClient: true)
        let value = try value(issued.certificatePEM, by: "spiffe://mesh/gateway")
        #expect(value.hasPrefix("By=spiffe://mesh/gateway;Hash="))
        #expect(value.contains(";Cert=\"\(escaped(issued.certificatePEM))\";"))
        #expect(value.hasSuffix(";Subject=\"CN=spiffe://mesh/ns/a/sa/b\";URI=spiffe://mesh/ns/a/sa/b"))
    }

    @Test(
        "no name can end its quotation, or its value, before its end",
        arguments: [
            (#"spiffe://a,b"#, #"URI="spiffe://a,b""#),
            (#"spiffe://a;Hash=1"#, #"URI="spiffe://a;Hash=1""#),
            (#"spiffe://a";Hash=1"#, #"URI="spiffe://a\";Hash=1""#),
            (#"spiffe://a;\"#, #"URI="spiffe://a;\\""#),
            (#"spiffe://a\";Hash=1"#, #"URI="spiffe://a\\\";Hash=1""#),
            (#"spiffe://a\b"#, #"URI=spiffe://a\b"#),
        ])
    func quoting(uri: String, expected: String) throws {
        let issued = try TestCertificates.Authority().issue(names: [uri], isClient: true)
        #expect(try value(issued.certificatePEM).hasSuffix("\";\(expected)"))
    }

    @Test(
        "nor can a subject, nor break the line (RFC 2253 section 2.4)",
        arguments: [
            ("a\",O=b", #"CN=a\\\"\,O=b"#), ("a\\", #"CN=a\\\\"#), ("a\r\nevil: b", #"CN=a\0D\0Aevil: b"#),
            (" a ", #"CN=\ a\ "#), ("#a#", ##"CN=\#a#"##), ("é", #"CN=\C3\A9"#), ("a=b", "CN=a=b"), (" ", #"CN=\ "#),
        ])
    func subjects(name: String, expected: String) throws {
        let authority = try TestCertificates.Authority(name: name)
        #expect(try value(authority.certificatePEM).hasSuffix(";Subject=\"\(expected)\""))
    }
}
