/// Reads the body of a client's hello (RFC 8446 section 4.1.2) with the extensions that a gateway decides by.
///
/// The rest is passed over: whoever answers the handshake reads it all again. Values of GREASE (RFC 8701) are unknown
/// values here, and unknown values change nothing.
struct ClientHelloParser {
    private(set) var hello = ClientHello()
    private var offersSuiteForECDSA = false
    private var offersSignatureForECDSA = false
    /// The extensions that were there, a bit for each type that is read.
    private var seen: UInt64 = 0

    /// Reads `body`, the message without its header.
    mutating func parse(_ body: UnsafeRawBufferPointer) -> ClientHelloRefusal? {
        var cursor = ByteCursor(body)
        guard let version = cursor.readNumber(bytes: 2), version >> 8 == 3, cursor.readBytes(32) != nil,
            let session = cursor.readVector(lengthBytes: 1), session.count <= 32,
            let suites = cursor.readVector(lengthBytes: 2), !suites.isEmpty, suites.count.isMultiple(of: 2),
            let compressions = cursor.readVector(lengthBytes: 1), !compressions.isEmpty
        else { return .malformedHello }
        self.offersSuiteForECDSA = Self.contains(suites, where: Self.isSuiteForECDSA)
        // A hello of TLS 1.2 may end here (RFC 5246 section 7.4.1.2).
        if cursor.remaining > 0 {
            guard let extensions = cursor.readVector(lengthBytes: 2), cursor.remaining == 0 else {
                return .malformedHello
            }
            if let refusal = self.takeExtensions(extensions) { return refusal }
        }
        self.hello.supportsECDSA = self.offersSignatureForECDSA && (self.hello.offersTLS13 || self.offersSuiteForECDSA)
        return nil
    }

    private mutating func takeExtensions(_ bytes: UnsafeRawBufferPointer) -> ClientHelloRefusal? {
        var cursor = ByteCursor(bytes)
        while cursor.remaining > 0 {
            guard let type = cursor.readNumber(bytes: 2), let content = cursor.readVector(lengthBytes: 2) else {
                return .malformedHello
            }
            if let refusal = self.takeExtension(type, content) { return refusal }
        }
        return nil
    }

    private mutating func takeExtension(_ type: Int, _ content: UnsafeRawBufferPointer) -> ClientHelloRefusal? {
        switch type {
        case 0, 13, 16, 43:
            // None may be there twice (RFC 8446 section 4.2). For the others that is the handshake's business.
            let bit = UInt64(1) << UInt64(type)
            guard self.seen & bit == 0 else { return .malformedExtension }
            self.seen |= bit
        default: return nil
        }
        switch type {
        case 0: return self.takeServerName(content)
        case 13: return self.takeSignatureAlgorithms(content)
        case 16: return self.takeApplicationProtocols(content)
        default: return self.takeSupportedVersions(content)
        }
    }

    private mutating func takeServerName(_ content: UnsafeRawBufferPointer) -> ClientHelloRefusal? {
        switch ServerNameExtension.read(content) {
        case .name(let name): self.hello.serverName = name
        case .none: break
        case .refused(let refusal): return refusal
        }
        return nil
    }

    private mutating func takeApplicationProtocols(_ content: UnsafeRawBufferPointer) -> ClientHelloRefusal? {
        var protocols: [[UInt8]] = []
        if let refusal = ApplicationProtocolsExtension.read(content, into: &protocols) { return refusal }
        self.hello.applicationProtocols = protocols
        return nil
    }

    /// RFC 8446 section 4.2.3.
    private mutating func takeSignatureAlgorithms(_ content: UnsafeRawBufferPointer) -> ClientHelloRefusal? {
        var cursor = ByteCursor(content)
        guard let schemes = cursor.readVector(lengthBytes: 2), cursor.remaining == 0, !schemes.isEmpty,
            schemes.count.isMultiple(of: 2)
        else { return .malformedExtension }
        // ecdsa_secp256r1_sha256, ecdsa_secp384r1_sha384, ecdsa_secp521r1_sha512.
        self.offersSignatureForECDSA = Self.contains(schemes) { $0 == 0x0403 || $0 == 0x0503 || $0 == 0x0603 }
        return nil
    }

    /// RFC 8446 section 4.2.1.
    private mutating func takeSupportedVersions(_ content: UnsafeRawBufferPointer) -> ClientHelloRefusal? {
        var cursor = ByteCursor(content)
        guard let versions = cursor.readVector(lengthBytes: 1), cursor.remaining == 0, !versions.isEmpty,
            versions.count.isMultiple(of: 2)
        else { return .malformedExtension }
        self.hello.offersTLS13 = Self.contains(versions) { $0 == 0x0304 }
        return nil
    }

    /// The suites of TLS 1.2 with ECDHE and ECDSA that a current server may choose: AES in CBC and GCM, ChaCha20. Older
    /// and rarer ones don't count: with them alone a certificate for ECDSA would lead nowhere.
    private static func isSuiteForECDSA(_ suite: Int) -> Bool {
        switch suite {
        case 0xC009, 0xC00A, 0xC023, 0xC024, 0xC02B, 0xC02C, 0xCCA9: true
        default: false
        }
    }

    private static func contains(_ list: UnsafeRawBufferPointer, where isWanted: (Int) -> Bool) -> Bool {
        var cursor = ByteCursor(list)
        while let value = cursor.readNumber(bytes: 2) {
            if isWanted(value) { return true }
        }
        return false
    }
}
