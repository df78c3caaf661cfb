import Crypto
import Foundation
import SwiftASN1
import X509

/// The authority whose certificates the API server shows. It is made once for a data folder, and clients trust nothing
/// else.
struct CertificateAuthority {
    /// Its own certificate, PEM.
    let certificatePEM: String
    private let certificate: Certificate
    private let key: Certificate.PrivateKey

    private static let certificateName = "ca.crt"
    private static let keyName = "ca.key"
    /// Kubernetes' own setup tools give their authorities ten years.
    private static let lifetime: TimeInterval = 10 * 365 * 86_400
    private static let leafLifetime: TimeInterval = 365 * 86_400
    /// Clocks differ.
    private static let allowance: TimeInterval = 300

    /// A certificate for a server and its key, PEM.
    struct Issued {
        var certificatePEM: String
        var privateKeyPEM: String
    }

    /// The authority in a folder; made where there is none, or where it has less than a year left.
    init(in folder: DataFolder, now: Date) throws(DataFolderError) {
        if let certificate = try folder.read(Self.certificateName), let key = try folder.read(Self.keyName) {
            let stored: CertificateAuthority
            do {
                stored = try CertificateAuthority(
                    certificatePEM: String(decoding: certificate, as: UTF8.self),
                    keyPEM: String(decoding: key, as: UTF8.self))
            } catch {
                throw DataFolderError(
                    path: folder.path(of: Self.certificateName),
                    problem: "and \(Self.keyName) are no certificate and its key (\(error))")
            }
            if stored.certificate.notValidAfter > now + Self.leafLifetime {
                self = stored
                return
            }
        }
        let fresh: (authority: CertificateAuthority, keyPEM: String)
        do {
            fresh = try Self.make(now: now)
        } catch {
            throw DataFolderError(path: folder.path(of: Self.keyName), problem: "cannot be made (\(error))")
        }
        // A death in between must not leave the certificate of one with the key of another.
        try folder.remove(Self.certificateName)
        try folder.write(Array(fresh.keyPEM.utf8), to: Self.keyName)
        try folder.write(Array(fresh.authority.certificatePEM.utf8), to: Self.certificateName)
        self = fresh.authority
    }

    private init(certificatePEM: String, keyPEM: String) throws {
        self.certificatePEM = certificatePEM
        self.certificate = try Certificate(pemEncoded: certificatePEM)
        self.key = try Certificate.PrivateKey(pemEncoded: keyPEM)
        guard self.key.publicKey == self.certificate.publicKey else { throw CertificateAuthorityError.keyIsAnothers }
    }

    private static func make(now: Date) throws -> (authority: CertificateAuthority, keyPEM: String) {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let subject = try DistinguishedName { CommonName("gatehouse") }
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: now - self.allowance, notValidAfter: now + self.lifetime, issuer: subject, subject: subject,
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                Critical(KeyUsage(digitalSignature: true, keyCertSign: true))
                SubjectKeyIdentifier(hash: key.publicKey)
            }, issuerPrivateKey: key)
        let keyPEM = try key.serializeAsPEM().pemString
        let authority = try CertificateAuthority(
            certificatePEM: certificate.serializeAsPEM().pemString + "\n", keyPEM: keyPEM)
        return (authority, keyPEM + "\n")
    }

    /// A certificate for a server that is reached by these names and addresses, good for a year.
    func issue(names: [String], addresses: [[UInt8]], now: Date) throws -> Issued {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let certificate = try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: now - Self.allowance, notValidAfter: now + Self.leafLifetime,
            issuer: self.certificate.subject, subject: DistinguishedName { CommonName("gatehouse API") },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                // Go's TLS finds the authority by this; Python's insists on it from 3.13 on.
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: self.certificate.publicKey).keyIdentifier)
                SubjectAlternativeNames(
                    names.map { .dnsName($0) } + addresses.map { .ipAddress(ASN1OctetString(contentBytes: $0[...])) })
            }, issuerPrivateKey: self.key)
        return Issued(
            certificatePEM: try certificate.serializeAsPEM().pemString,
            privateKeyPEM: try key.serializeAsPEM().pemString)
    }
}

private enum CertificateAuthorityError: Error, CustomStringConvertible {
    case keyIsAnothers

    var description: String { "the key belongs to another certificate" }
}
