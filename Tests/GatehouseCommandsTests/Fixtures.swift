import ArgumentParser
import Foundation

@testable import GatehouseCommands

/// What a run of the program printed, and its exit code.
struct Outcome {
    var code: Int32
    var output: String
    var error: String
}

/// Runs the program within the test's process.
func gatehouse(_ arguments: String...) async -> Outcome {
    let capture = OutputCapture()
    let code = await OutputCapture.$current.withValue(capture) { await GatehouseProgram.run(arguments) }
    return Outcome(code: code.rawValue, output: capture.output, error: capture.error)
}

/// A directory that is there as long as it is referred to.
final class TemporaryDirectory: Sendable {
    let path: String

    init(_ files: KeyValuePairs<String, String> = [:]) throws {
        self.path = FileManager.default.temporaryDirectory.appendingPathComponent("gatehouse-\(UUID())").path
        try FileManager.default.createDirectory(atPath: self.path, withIntermediateDirectories: true)
        for (name, text) in files { try self.write(text, to: name) }
    }

    deinit { try? FileManager.default.removeItem(atPath: self.path) }

    func file(_ name: String) -> String { "\(self.path)/\(name)" }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: self.file(name)))
    }
}

/// Manifests that these tests ask about.
enum Manifests {
    static let shop = """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: gw}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 80, name: http, protocol: HTTP}
            hosts: ["*"]
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: shop}
        spec:
          hosts: [shop.example.com]
          gateways: [gw]
          http:
          - match: [{uri: {prefix: /api}}]
            route: [{destination: {host: api}}]
          - match: [{uri: {prefix: /old}}]
            redirect: {uri: /new}

        """

    static let broken = """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: broken}
        spec:
          hosts: [a.example.com]
          htttp: []
          http:
          - route: [{destination: {host: a}, weight: -1}]

        """
}
