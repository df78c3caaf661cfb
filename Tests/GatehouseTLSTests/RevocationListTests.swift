import Testing
import GatehouseTestSupport

@testable import GatehouseTLS

private let revoked: [UInt8] = [0x8F, 0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6, 0x07]

private func list(_ text: String) throws -> RevocationList { try RevocationList(pem: Array(text.utf8)) }

@Suite("Revocation lists", .overSockets)
struct RevocationListTests {
    @Test("a list holds its numbers and no others (RFC 5280 section 5.1)")
    func numbers() throws {
        let list = try list(Samples.revocationList)
        #expect(list.contains(revoked))
        #expect(list.contains([0x10, 0x03]))
        #expect(!list.contains([0x10, 0x02]))
        #expect(!list.contains([0x10]))
        #expect(!list.contains([]))
    }

    @Test("zeros before a number, which keep it from being negative, are nothing")
    func leadingZeros() throws {
        let list = try list(Samples.revocationList)
        #expect(list.contains([0] + revoked))
        #expect(list.contains([0, 0, 0x10, 0x03]))
        #expect(!list.contains(revoked + [0]))
    }

    @Test("several lists are one, whatever stands around them")
    func several() throws {
        let text = Samples.emptyRevocationList + "\n" + Samples.revocationList + "\n" + Samples.otherRevocationList
        for text in [
            text, "\n" + text + "\n", "Certificate Revocation List (CRL):\n    Version 2\n" + text,
            Samples.certificate + "\n" + text, text.split(separator: "\n").joined(separator: "\r\n"),
        ] {
            let list = try list(text)
            #expect(list.contains(revoked))
            #expect(list.contains([0x10, 0x02]))
            #expect(list.contains([0x10, 0x03]))
        }
    }

    @Test("a list of version 1 says no version (RFC 5280 section 5.1.2.1)")
    func version1() throws {
        let list = try list(Samples.oldRevocationList)
        #expect(list.contains([0x10, 0x02]))
        #expect(!list.contains([0x10, 0x03]))
    }

    @Test("a list of nothing is one")
    func empty() throws {
        let list = try list(Samples.emptyRevocationList)
        #expect(!list.contains(revoked))
    }

    @Test(
        "what is no list is refused",
        arguments: [
            "", "hello", "-----BEGIN X509 CRL-----", "-----BEGIN X509 CRL-----\n-----END X509 CRL-----",
            "-----BEGIN X509 CRL-----\nZm9v\n-----END X509 CRL-----",
            "-----BEGIN X509 CRL-----\n!!!!\n-----END X509 CRL-----",
            Samples.certificate,
            Samples.certificate.replacing("CERTIFICATE", with: "X509 CRL"),
            Samples.revocationList.replacing("X509 CRL", with: "CRL"),
            Samples.revocationList + "\n-----BEGIN X509 CRL-----\nZm9v\n-----END X509 CRL-----",
        ])
    func refused(text: String) {
        #expect(throws: CredentialProblem.self) { try list(text) }
    }

    @Test("a list that is cut off anywhere is refused or the same, and traps nowhere")
    func truncated() throws {
        let body = Samples.revocationList.split(separator: "\n").dropFirst().dropLast().joined()
        let bytes = try #require(Base64Text.decode(body))
        for count in 0..<bytes.count {
            let text = Base64Text.encode(Array(bytes[..<count]))
            #expect(throws: CredentialProblem.self) {
                try list("-----BEGIN X509 CRL-----\n\(text)\n-----END X509 CRL-----")
            }
        }
    }

    @Test("a byte of a list that is another never traps, nor is an entry that can't be read passed over")
    func damaged() throws {
        let body = Samples.revocationList.split(separator: "\n").dropFirst().dropLast().joined()
        let bytes = try #require(Base64Text.decode(body))
        for index in bytes.indices {
            for value: UInt8 in [0, 0x7F, 0x80, 0x84, 0xFF] {
                var damaged = bytes
                damaged[index] = value
                let text = Base64Text.encode(damaged)
                _ = try? list("-----BEGIN X509 CRL-----\n\(text)\n-----END X509 CRL-----")
            }
        }
        // The tag of the second entry, which is the one with the long number.
        let start = try #require(bytes.indices.first { bytes[$0...].starts(with: [0x02, 0x09, 0x00] + revoked) })
        var damaged = bytes
        damaged[start - 2] = 0x31
        let text = Base64Text.encode(damaged)
        #expect(throws: CredentialProblem.self) {
            try list("-----BEGIN X509 CRL-----\n\(text)\n-----END X509 CRL-----")
        }
    }
}

@Suite("Reading DER", .overSockets)
struct DERReaderTests {
    @Test("values are read one after the other, in all forms of their length")
    func values() {
        let long = Array(repeating: UInt8(7), count: 300)
        var reader = DERReader(([2, 1, 5, 4, 0x81, 2, 8, 9, 4, 0x82, 1, 44] + long + [0x30, 0])[...])
        #expect(reader.read(tag: 3) == nil)
        #expect(reader.read(tag: 2) == [5])
        #expect(reader.read(tag: 4) == [8, 9])
        #expect(reader.read(tag: 4).map { Array($0) } == long)
        #expect(reader.readSequence()?.isExhausted == true)
        #expect(reader.isExhausted)
        #expect(reader.read(tag: 2) == nil)
    }

    @Test(
        "what is cut off or of no definite length is not read",
        arguments: [
            [], [2], [2, 1], [2, 2, 0], [2, 0x80, 0, 0], [2, 0x81], [2, 0x81, 1], [2, 0x82, 0],
            [2, 0x84, 0xFF, 0xFF, 0xFF],
            [2, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0], [2, 0x85, 0, 0, 0, 0, 1, 0], [2, 0xFF, 0],
        ] as [[UInt8]])
    func cutOff(bytes: [UInt8]) {
        var reader = DERReader(bytes[...])
        #expect(reader.read(tag: 2) == nil)
        #expect(reader.isExhausted == bytes.isEmpty)
    }
}
