public import Foundation
import Crypto
import SwiftASN1
import X509
import _CryptoExtras

/// Certificates for tests, made when they are needed, so that the repository holds no key.
public enum TestCertificates {
    /// The kind of a key.
    public enum Kind: Hashable, Sendable, CaseIterable {
        /// P-256.
        case ecdsa
        /// RSA of 2048 bits; making one takes some tenths of a second.
        case rsa
    }

    /// A certificate and its key, in PEM.
    public struct Issued: Hashable, Sendable {
        /// The certificate.
        public var certificatePEM: String
        /// The private key, PKCS #8.
        public var privateKeyPEM: String
    }

    /// A certificate authority of its own root.
    public struct Authority: Sendable {
        /// The root certificate, PEM.
        public let certificatePEM: String
        private let certificate: Certificate
        private let key: Certificate.PrivateKey
        private let kind: Kind

        /// A new authority, valid from a day ago for ten years.
        public init(name: String = "Test Root", kind: Kind = .ecdsa) throws {
            self.key = try kind.makeKey()
            let subject = try DistinguishedName { CommonName(name) }
            self.certificate = try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: self.key.publicKey,
                notValidBefore: .now - 86_400, notValidAfter: .now + 3_650 * 86_400, issuer: subject, subject: subject,
                signatureAlgorithm: kind.signature,
                extensions: Certificate.Extensions {
                    Critical(BasicConstraints.isCertificateAuthority(maxPathLength: nil))
                    Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                }, issuerPrivateKey: self.key)
            self.certificatePEM = try self.certificate.serializeAsPEM().pemString
            self.kind = kind
        }

        /// Issues a certificate.
        ///
        /// - Parameters:
        ///   - names: the subject alternative names; one with `://` is a URI, such as a SPIFFE identity, any other a DNS
        ///     name. The first is the common name as well.
        ///   - kind: the kind of the new key.
        ///   - notBefore: from when it is valid; by default from a day ago.
        ///   - notAfter: until when it is valid; by default for 90 days.
        ///   - isClient: whether it is for clients; otherwise it is for servers.
        public func issue(
            names: [String], kind: Kind = .ecdsa, notBefore: Date = .now - 86_400,
            notAfter: Date = .now + 90 * 86_400, isClient: Bool = false
        ) throws -> Issued {
            let key = try kind.makeKey()
            let usage: ExtendedKeyUsage.Usage = isClient ? .clientAuth : .serverAuth
            let certificate = try Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
                notValidBefore: notBefore, notValidAfter: notAfter, issuer: self.certificate.subject,
                subject: DistinguishedName { CommonName(names.first ?? "nobody") },
                signatureAlgorithm: self.kind.signature,
                extensions: Certificate.Extensions {
                    Critical(BasicConstraints.notCertificateAuthority)
                    Critical(KeyUsage(digitalSignature: true))
                    try ExtendedKeyUsage([usage])
                    SubjectAlternativeNames(
                        names.map { $0.contains("://") ? .uniformResourceIdentifier($0) : .dnsName($0) })
                }, issuerPrivateKey: self.key)
            return Issued(
                certificatePEM: try certificate.serializeAsPEM().pemString,
                privateKeyPEM: try key.serializeAsPEM().pemString)
        }
    }
}

extension TestCertificates.Kind {
    fileprivate func makeKey() throws -> Certificate.PrivateKey {
        switch self {
        case .ecdsa: Certificate.PrivateKey(P256.Signing.PrivateKey())
        case .rsa: Certificate.PrivateKey(try _RSA.Signing.PrivateKey(keySize: .bits2048))
        }
    }

    fileprivate var signature: Certificate.SignatureAlgorithm {
        switch self {
        case .ecdsa: .ecdsaWithSHA256
        case .rsa: .sha256WithRSAEncryption
        }
    }
}
