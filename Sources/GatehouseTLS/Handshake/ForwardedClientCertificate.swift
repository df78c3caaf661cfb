import Crypto
import NIOSSL

/// What `x-forwarded-client-cert` says of a verified client certificate (semantics H4), in Envoy's form and order.
enum ForwardedClientCertificate {
    /// The value for a certificate; `by` is the URI in the gateway's own.
    static func value(of certificate: NIOSSLCertificate, by: String?) -> [UInt8]? {
        guard let bytes = try? certificate.toDERBytes() else { return nil }
        var parts: [String] = []
        if let by { parts.append("By=\(by)") }
        parts.append("Hash=\(HexadecimalText.encode(Array(SHA256.hash(data: bytes))))")
        parts.append("Cert=\"\(self.escapedPEM(bytes))\"")
        parts.append("Subject=\"\(self.subject(of: certificate))\"")
        for name in certificate.alternativeNames {
            switch name {
            case .uri(let uri): parts.append("URI=\(self.quoted(uri))")
            case .dns(let name): parts.append("DNS=\(self.quoted(name))")
            case .address, .email: break
            }
        }
        return Array(parts.joined(separator: ";").utf8)
    }

    /// The subject in the order of RFC 2253: the most significant part last.
    private static func subject(of certificate: NIOSSLCertificate) -> String {
        certificate.subjectName.reversed().compactMap { part in
            self.abbreviation(of: part.type).map { "\($0)=\(self.escaped(part.value))" }
        }.joined(separator: ",")
    }

    private static func abbreviation(of type: SSLCertificateNameType) -> String? {
        switch type {
        case .commonName: "CN"
        case .organization: "O"
        case .organizationalUnit: "OU"
        case .state: "ST"
        case .city: "L"
        case .country: "C"
        case .emailAddress: "emailAddress"
        case .userId: "UID"
        default: nil
        }
    }

    /// RFC 2253 section 2.4, with all that is not printable ASCII in hexadecimal, and a backslash more before what would
    /// end the quotation around it.
    private static func escaped(_ value: String) -> String {
        var result = ""
        let last = value.utf8.count - 1
        for (index, byte) in value.utf8.enumerated() {
            let character = UnicodeScalar(byte)
            switch character {
            case ",", "+", "<", ">", ";": result += "\\\(character)"
            case "\"", "\\": result += "\\\\\\\(character)"
            case "#" where index == 0: result += "\\#"
            case " " where index == 0 || index == last: result += "\\ "
            case " "..."~": result.unicodeScalars.append(character)
            default: result += "\\\(HexadecimalText.encode([byte]).uppercased())"
            }
        }
        return result
    }

    /// A value in quotation marks where it holds what would end it.
    private static func quoted(_ value: String) -> String {
        let clean = String(String.UnicodeScalarView(value.unicodeScalars.filter { $0.value > 0x20 && $0.value < 0x7F }))
        guard clean.contains(where: { ",;=\"".contains($0) }) else { return clean }
        return "\"" + clean.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    /// The certificate in PEM, percent-encoded.
    private static func escapedPEM(_ bytes: [UInt8]) -> String {
        let text = Base64Text.encode(bytes)
        var result = "-----BEGIN%20CERTIFICATE-----%0A"
        var start = text.startIndex
        while start < text.endIndex {
            let end = text.index(start, offsetBy: 64, limitedBy: text.endIndex) ?? text.endIndex
            for character in text[start..<end] {
                switch character {
                case "+": result += "%2B"
                case "/": result += "%2F"
                case "=": result += "%3D"
                default: result.append(character)
                }
            }
            result += "%0A"
            start = end
        }
        return result + "-----END%20CERTIFICATE-----%0A"
    }
}
