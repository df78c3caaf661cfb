import Crypto
import Foundation

/// What an API server shows to its clients, and what they have to show.
public struct ServerCredentials: Sendable {
    /// The server's certificate, PEM.
    let certificatePEM: String
    /// Its key, PEM.
    let privateKeyPEM: String
    /// The authority that it is checked with, PEM.
    public let authorityPEM: String
    /// What clients send as `Authorization: Bearer`.
    public let token: String

    private static let tokenName = "token"
    /// As long as a key of AES-256: not to be guessed.
    private static let tokenBytes = 32

    /// The credentials of a folder. The authority and the token are made once, so that kubeconfigs stay good; the server's
    /// certificate is made anew each time, for the address that it listens on now.
    ///
    /// - Parameters:
    ///   - host: an address or a name that clients will use.
    ///   - now: seconds since 1970 in UTC.
    public init(in folder: DataFolder, host: String, now: Int) throws(DataFolderError) {
        let date = Date(timeIntervalSince1970: TimeInterval(now))
        let authority = try CertificateAuthority(in: folder, now: date)
        var names = ["localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"]
        var addresses: [[UInt8]] = [[127, 0, 0, 1], [UInt8](repeating: 0, count: 15) + [1]]
        if let address = AddressSyntax.bytes(host) {
            addresses.append(address)
        } else {
            names.append(host)
        }
        let issued: CertificateAuthority.Issued
        do {
            issued = try authority.issue(names: names, addresses: addresses, now: date)
        } catch {
            throw DataFolderError(path: folder.path, problem: "cannot have a certificate for \(host) made (\(error))")
        }
        self.certificatePEM = issued.certificatePEM
        self.privateKeyPEM = issued.privateKeyPEM
        self.authorityPEM = authority.certificatePEM
        self.token = try Self.token(in: folder)
    }

    private static func token(in folder: DataFolder) throws(DataFolderError) -> String {
        if let stored = try folder.read(self.tokenName) {
            let text = String(decoding: stored, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            guard text.utf8.count >= 20, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
                throw DataFolderError(path: folder.path(of: self.tokenName), problem: "holds no token")
            }
            return text
        }
        let token = SymmetricKey(size: SymmetricKeySize(bitCount: self.tokenBytes * 8)).withUnsafeBytes { bytes in
            bytes.map { byte in "\(byte < 16 ? "0" : "")\(String(byte, radix: 16))" }.joined()
        }
        try folder.write(Array("\(token)\n".utf8), to: self.tokenName)
        return token
    }
}
