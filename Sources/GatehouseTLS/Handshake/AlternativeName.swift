import NIOCore
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
            return dot != demanded.startIndex && demanded[dot...] == name.dropFirst()
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

    /// An address as it is usually written (RFC 5952), which is how it is demanded.
    private static func addressText(_ bytes: [UInt8]) -> String? {
        (try? SocketAddress(packedIPAddress: ByteBuffer(bytes: bytes), port: 0))?.ipAddress
    }
}
