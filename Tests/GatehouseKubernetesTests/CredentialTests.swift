import Foundation
import GatehouseTestSupport
import NIOPosix
import GatehouseObjects
import Testing

@testable import GatehouseKubernetes

@Suite("Credentials")
struct CredentialTests {
    private func plugin(_ script: String, version: String = "v1") -> ExecPlugin {
        ExecPlugin(
            apiVersion: "client.authentication.k8s.io/\(version)", command: "/bin/sh", arguments: ["-c", script],
            environment: [.init(name: "WHO", value: Redacted("robot"))], providesClusterInfo: true,
            place: Kubeconfig.Place(file: "f", field: "users[0].user.exec"))
    }

    private func access(_ identity: ClusterAccess.Identity) -> ClusterAccess {
        ClusterAccess(
            server: ServerAddress(host: "api.example", port: 6443), authorities: .data(Redacted(Array("CA".utf8))),
            identity: identity, origin: "a test")
    }

    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("credentials-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    @Test("A token's file is read again when it has changed, as service accounts' tokens do")
    func rotatingToken() async throws {
        let folder = try self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("token")
        try "first\n".write(to: file, atomically: true, encoding: .utf8)
        let source = CredentialSource(self.access(.tokenFile(file.path)))
        #expect(try await source.current() == .bearer("first"))
        try "second".write(to: file, atomically: true, encoding: .utf8)
        #expect(try await source.current() == .bearer("second"))
        try " \n".write(to: file, atomically: true, encoding: .utf8)
        await #expect(throws: CredentialError.self) { try await source.current() }
    }

    @Test("A pod's service account is found by its files")
    func inCluster() throws {
        let folder = try self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let environment = ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443"]
        #expect(throws: KubeconfigError.self) {
            try ClusterAccess.inCluster(environment: environment, folder: folder.path)
        }
        for (name, text) in [("token", "t"), ("ca.crt", "pem")] {
            try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
        }
        let access = try ClusterAccess.inCluster(environment: environment, folder: folder.path)
        #expect(access.server.description == "https://[fd00::1]:443")
        #expect(access.identity == .tokenFile("\(folder.path)/token"))
        #expect(access.authorities == .file("\(folder.path)/ca.crt"))
        #expect(throws: KubeconfigError.self) { try ClusterAccess.inCluster(environment: [:], folder: folder.path) }
    }

    @Test("A plugin gets its environment and what it is for, and is asked again when its token has expired")
    func plugins() async throws {
        let script = """
            printf '%s' "$KUBERNETES_EXEC_INFO" | grep -q '"server":"https://api.example:6443"' || exit 3
            printf '%s' "$KUBERNETES_EXEC_INFO" | grep -q '"certificate-authority-data":"Q0E="' || exit 4
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"'$WHO-$$'",
            "expirationTimestamp":"2024-01-01T00:00:00Z"}}'
            """
        let now = Watched(0)
        let source = CredentialSource(self.access(.exec(self.plugin(script))), now: { now.current })
        let first = try await source.current()
        #expect(first.authorization?.value.hasPrefix("Bearer robot-") == true)
        #expect(try await source.current() == first)
        now.change { $0 = 1_704_067_200 }
        let second = try await source.current()
        #expect(second != first)
        now.change { $0 = 0 }
        #expect(try await source.current() == second)
        await source.refused(second)
        #expect(try await source.current() != second)
    }

    @Test("A plugin is run once for all who ask at a time, also when it fails", arguments: [true, false])
    func sharedRun(works: Bool) async throws {
        let folder = try self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let script = """
            echo run >> \(folder.path)/runs
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"t"}}'
            exit \(works ? 0 : 1)
            """
        let source = CredentialSource(self.access(.exec(self.plugin(script))), now: { 100 })
        let successes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 { group.addTask { (try? await source.current()) != nil } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(successes == (works ? 8 : 0))
        #expect(try String(contentsOfFile: "\(folder.path)/runs", encoding: .utf8) == "run\n")
    }

    @Test("Who has no more time goes, and the next one finds what came of the plugin")
    func impatience() async throws {
        let folder = try self.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let script = """
            echo run >> \(folder.path)/runs
            until [ -e \(folder.path)/go ]; do sleep 0.02; done
            echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"t"}}'
            """
        let source = CredentialSource(self.access(.exec(self.plugin(script))))
        for _ in 0..<2 {
            await #expect(throws: APIFailure.self) {
                try await withDeadline(.milliseconds(50)) { try await source.current() }
            }
        }
        try Data().write(to: folder.appendingPathComponent("go"))
        #expect(try await source.current() == .bearer("t"))
        #expect(try String(contentsOfFile: "\(folder.path)/runs", encoding: .utf8) == "run\n")
    }

    @Test("A plugin that runs is ended with the client")
    func ended() async throws {
        let source = CredentialSource(self.access(.exec(self.plugin("exec sleep 600"))))
        let error = await withTaskGroup(of: (any Error)?.self) { group in
            group.addTask {
                do {
                    _ = try await source.current()
                    return nil
                } catch {
                    return error
                }
            }
            source.end()
            return await group.next() ?? nil
        }
        #expect((error as? CredentialError)?.reason.contains("was ended, as this process ends") == true)
    }

    @Test(
        "What a plugin does wrong is told",
        arguments: [
            ("exit 7", "exited with 7"), ("kill -9 $$", "signal 9"), ("echo no", "wrote no ExecCredential"),
            (#"echo '{"kind":"ExecCredential","apiVersion":"v1"}'"#, "not an ExecCredential"),
            (
                #"echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{}}'"#,
                "neither a token nor a certificate"
            ),
        ])
    func failingPlugins(script: String, part: String) async {
        let source = CredentialSource(self.access(.exec(self.plugin(script))))
        let error = await #expect(throws: CredentialError.self) { try await source.current() }
        #expect(error?.reason.contains(part) == true, "\(error?.reason ?? "")")
    }

    @Test("A plugin that is not there or takes too long is told, with its hint")
    func missingPlugin() async {
        var plugin = self.plugin("")
        plugin.command = "/nowhere/login"
        plugin.installHint = "Install it."
        let error = #expect(throws: CredentialError.self) {
            try ExecProcess.run(plugin, info: "", seconds: 5)
        }
        #expect(error?.reason == "/nowhere/login: it cannot be started: no such file or directory. Install it.")
        let slow = self.plugin("exec sleep 60")
        let late = #expect(throws: CredentialError.self) { try ExecProcess.run(slow, info: "", seconds: 1) }
        #expect(late?.reason.contains("took longer than 1 seconds") == true)
    }

    @Test("A plugin that has said all and does not end is ended")
    func lingeringPlugin() async {
        let lingering = self.plugin("echo done; exec 1>&-; exec sleep 600")
        let began = ContinuousClock.now
        let error = #expect(throws: CredentialError.self) {
            try ExecProcess.run(lingering, info: "", seconds: 1)
        }
        #expect(error?.reason.contains("was ended by signal 9") == true)
        #expect(.now - began < .seconds(300))
    }

    @Test(
        "Base64 is written with padding",
        arguments: [("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("abcd", "YWJjZA==")])
    func base64(text: String, encoded: String) {
        #expect(Base64Text.encode(Array(text.utf8)) == encoded)
    }
}
