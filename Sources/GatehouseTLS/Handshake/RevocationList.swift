/// The serial numbers of certificates that an authority has revoked (RFC 5280 section 5), from a list that comes with
/// the gateway's own configuration and is trusted as that is: its signature is not looked at.
struct RevocationList: Sendable {
    private var serialNumbers: Set<[UInt8]> = []

    /// Reads every list in a PEM text.
    init(pem: [UInt8]) throws(CredentialProblem) {
        let text = String(decoding: pem, as: UTF8.self)
        var found = false
        let head = "-----BEGIN X509 CRL-----"
        for part in text.split(separator: head).dropFirst(text.hasPrefix(head) ? 0 : 1) {
            let lines = part.split(separator: "-----END X509 CRL-----")
            guard let body = lines.first, let bytes = Base64Text.decode(String(body.filter { !$0.isWhitespace })) else {
                throw CredentialProblem("holds a revocation list that is no PEM")
            }
            var reader = DERReader(bytes[...])
            guard self.read(&reader) else { throw CredentialProblem("holds a revocation list that is none") }
            found = true
        }
        if !found { throw CredentialProblem("holds no revocation list in PEM") }
    }

    /// Whether a certificate of this number has been revoked.
    func contains(_ serialNumber: [UInt8]) -> Bool {
        self.serialNumbers.contains(Array(serialNumber.drop { $0 == 0 }))
    }

    /// CertificateList ::= SEQUENCE { tbsCertList, … }; the entries are the SEQUENCE behind the dates.
    private mutating func read(_ reader: inout DERReader) -> Bool {
        guard var list = reader.readSequence(), var content = list.readSequence() else { return false }
        _ = content.read(tag: 0x02)
        // The signature's algorithm, the issuer, and one or two dates.
        guard content.readSequence() != nil, content.readSequence() != nil, content.readTime() else { return false }
        _ = content.readTime()
        guard var entries = content.readSequence() else { return true }
        while var entry = entries.readSequence() {
            guard let number = entry.read(tag: 0x02) else { return false }
            self.serialNumbers.insert(Array(number.drop { $0 == 0 }))
        }
        return entries.isExhausted
    }
}

/// Reads the values of DER (ITU-T X.690) one after the other.
struct DERReader {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    /// Whether everything has been read.
    var isExhausted: Bool { self.bytes.isEmpty }

    /// The content of the next value if it has this tag; nil, with nothing read, if not.
    mutating func read(tag: UInt8) -> ArraySlice<UInt8>? {
        guard self.bytes.first == tag, self.bytes.count >= 2 else { return nil }
        var position = self.bytes.startIndex + 1
        var length = Int(self.bytes[position])
        position += 1
        if length & 0x80 != 0 {
            let count = length & 0x7F
            guard count >= 1, count <= 4, self.bytes.endIndex - position >= count else { return nil }
            length = self.bytes[position..<(position + count)].reduce(0) { $0 << 8 | Int($1) }
            position += count
        }
        guard self.bytes.endIndex - position >= length else { return nil }
        defer { self.bytes = self.bytes[(position + length)...] }
        return self.bytes[position..<(position + length)]
    }

    /// The values of the next one, which has to be a SEQUENCE.
    mutating func readSequence() -> DERReader? { self.read(tag: 0x30).map { DERReader($0) } }

    /// Reads a UTCTime or a GeneralizedTime.
    mutating func readTime() -> Bool { self.read(tag: 0x17) != nil || self.read(tag: 0x18) != nil }
}
