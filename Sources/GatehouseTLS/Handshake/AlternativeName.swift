import NIOSSL

/// A name in a certificate (RFC 5280 section 4.2.1.6), as text.
enum AlternativeName: Hashable {
    case dns(String)
    case uri(String)
    case address(String)
    case email(String)

    /// Whether the name is one that was demanded: the same text, or for a DNS name a wildcard that covers it.
    func matches(_ demanded: String) -> Bool {
        switch self {
        case .uri(let name), .address(let name), .email(let name): return name == demanded
        case .dns(let name):
            let (name, demanded) = (name.lowercased(), demanded.lowercased())
            if name == demanded { return true }
            guard name.hasPrefix("*."), let dot = demanded.firstIndex(of: ".") else { return false }
            return demanded[dot...] == name.dropFirst()
        }
    }
}

extension NIOSSLCertificate {
    /// The names of the certificate in order.
    var alternativeNames: [AlternativeName] {
        self._subjectAlternativeNames().compactMap { name in
            switch name.nameType {
            case .dnsName: .dns(String(decoding: name.contents, as: UTF8.self))
            case .uri: .uri(String(decoding: name.contents, as: UTF8.self))
            case .email: .email(String(decoding: name.contents, as: UTF8.self))
            case .ipAddress: Self.addressText(Array(name.contents)).map { .address($0) }
            default: nil
            }
        }
    }

    /// The URIs among the names.
    var uris: [String] {
        self.alternativeNames.compactMap { if case .uri(let uri) = $0 { uri } else { nil } }
    }

    private static func addressText(_ bytes: [UInt8]) -> String? {
        switch bytes.count {
        case 4: bytes.map(String.init).joined(separator: ".")
        case 16:
            stride(from: 0, to: 16, by: 2).map { String(Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]), radix: 16) }
                .joined(separator: ":")
        default: nil
        }
    }
}
