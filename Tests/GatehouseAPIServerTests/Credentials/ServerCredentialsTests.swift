import Foundation
import GatehouseTestSupport
import SwiftASN1
import Testing
import X509

@testable import GatehouseAPIServer

@Suite("Credentials of the embedded API")
struct ServerCredentialsTests {
    private static let now = 1_790_000_000

    private func withFolder(_ body: (_ path: String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    private func mode(of path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test("The authority and the token stay the same, so that a kubeconfig stays good; the certificate is made anew")
    func stable() throws {
        try self.withFolder { path in
            let first = try ServerCredentials(in: DataFolder(at: path), host: "127.0.0.1", now: Self.now)
            let second = try ServerCredentials(in: DataFolder(at: path), host: "127.0.0.77", now: Self.now)
            #expect(first.authorityPEM == second.authorityPEM)
            #expect(first.token == second.token)
            #expect(first.token.count == 64)
            #expect(first.certificatePEM != second.certificatePEM)
        }
    }

    @Test("A renewal that was cut off leaves no certificate, and another authority is made")
    func halfRenewed() throws {
        try self.withFolder { path in
            let folder = try DataFolder(at: path)
            let first = try ServerCredentials(in: folder, host: "127.0.0.1", now: Self.now)
            try folder.remove("ca.crt")
            try folder.remove("ca.crt")
            let next = try ServerCredentials(in: folder, host: "127.0.0.1", now: Self.now)
            #expect(next.authorityPEM != first.authorityPEM)
        }
    }

    @Test("The certificate is the authority's and names every way to the server")
    func names() throws {
        try self.withFolder { path in
            let credentials = try ServerCredentials(in: DataFolder(at: path), host: "127.0.0.77", now: Self.now)
            let certificate = try Certificate(pemEncoded: credentials.certificatePEM)
            let authority = try Certificate(pemEncoded: credentials.authorityPEM)
            #expect(certificate.issuer == authority.subject)
            #expect(authority.publicKey.isValidSignature(certificate.signature, for: certificate))
            let names = try #require(try certificate.extensions.subjectAlternativeNames)
            let texts = names.map { "\($0)" }
            #expect(texts.contains { $0.contains("localhost") })
            #expect(names.contains(.ipAddress(.init(contentBytes: [127, 0, 0, 77]))))
            #expect(names.contains(.ipAddress(.init(contentBytes: [127, 0, 0, 1]))))
        }
    }

    @Test("Keys, token and kubeconfig are for their owner alone, and so is a folder that is made for them")
    func modes() throws {
        try self.withFolder { path in
            let folder = try DataFolder(at: path + "/a/b")
            let credentials = try ServerCredentials(in: folder, host: "127.0.0.1", now: Self.now)
            let kubeconfig = Kubeconfig(
                server: "https://127.0.0.1:6443", authorityPEM: credentials.authorityPEM, token: credentials.token)
            let written = try kubeconfig.write(to: folder)
            #expect(written == path + "/a/b/kubeconfig")
            for name in ["ca.key", "token", "kubeconfig"] { #expect(try self.mode(of: folder.path(of: name)) == 0o600) }
            #expect(try self.mode(of: path + "/a/b") == 0o700)
            let text = try String(contentsOfFile: written, encoding: .utf8)
            #expect(text.contains("server: https://127.0.0.1:6443"))
            #expect(text.contains("token: \(credentials.token)"))
        }
    }

    @Test("An authority with less than a year left is replaced")
    func renewal() throws {
        try self.withFolder { path in
            let first = try ServerCredentials(in: DataFolder(at: path), host: "127.0.0.1", now: Self.now)
            let nineYears = 9 * 365 * 86_400
            let later = try ServerCredentials(
                in: DataFolder(at: path), host: "127.0.0.1", now: Self.now + nineYears + 86_400)
            #expect(first.authorityPEM != later.authorityPEM)
        }
    }

    @Test(
        "What can't be used is named, with what to do",
        arguments: [("ca.key", "no key"), ("ca.crt", ""), ("token", "x y")])
    func damage(_ name: String, _ contents: String) throws {
        try self.withFolder { path in
            let folder = try DataFolder(at: path)
            _ = try ServerCredentials(in: folder, host: "127.0.0.1", now: Self.now)
            try folder.write(Array(contents.utf8), to: name)
            let error = #expect(throws: DataFolderError.self) {
                try ServerCredentials(in: folder, host: "127.0.0.1", now: Self.now)
            }
            let text = try #require(error).description
            #expect(text.contains(path))
            #expect(text.contains("Remove it"))
        }
    }

    @Test("A file in the place of the folder is an error that names it")
    func file() throws {
        try self.withFolder { path in
            try Data().write(to: URL(fileURLWithPath: path))
            let error = #expect(throws: DataFolderError.self) { try DataFolder(at: path) }
            #expect(try #require(error).description.contains(path))
        }
    }
}
