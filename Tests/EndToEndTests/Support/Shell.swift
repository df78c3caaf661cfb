import Foundation
import GatehouseTestSupport

/// A shell in a folder with some files, for what users type.
struct Shell {
    let folder: String
    let environment: [String: String]

    /// What a line of a shell prints, on both outputs.
    func run(_ line: String) async throws -> String {
        let settings = self.environment.map { "export \($0.key)='\($0.value)'\n" }.joined()
        return try await Command("/bin/sh").run(
            ["-c", "\(settings)cd '\(self.folder)'\nexec 2>&1\n\(line)"], input: "")
    }
}

/// The kubectl programs on this machine.
enum Kubectl {
    /// Those that GATEHOUSE_TEST_KUBECTL names, separated by colons, or the one on the PATH.
    static let paths: [String] = {
        let environment = ProcessInfo.processInfo.environment
        if let named = environment["GATEHOUSE_TEST_KUBECTL"] { return named.split(separator: ":").map(String.init) }
        let folders = (environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/kubectl" }.first { Command($0).isPresent }.map { [$0] } ?? []
    }()

    /// The second number of a kubectl's version.
    static func minor(of path: String) async throws -> Int {
        let text = try await Command(path).run(["version", "--client", "-o", "json"], input: "")
        let version = try JSONDecoder().decode(ClientVersion.self, from: Data(text.utf8))
        return Int(version.clientVersion.minor.prefix { $0.isNumber }) ?? 0
    }

    private struct ClientVersion: Decodable {
        struct Numbers: Decodable { var minor: String }
        var clientVersion: Numbers
    }
}
