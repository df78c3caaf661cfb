import Foundation
import GatehouseHTTP
import GatehouseTestSupport
import Testing

/// A folder of `Tests/Fixtures`: resources in `input.yaml`, and in `calls.json` what has to come of requests.
struct Fixture: Decodable, CustomTestStringConvertible, Sendable {
    /// The folder's name; it begins with the rules that are tested.
    var name = ""
    /// The text of `input.yaml`.
    var manifest = ""
    /// Services with an origin, see `LiveGateway.start`.
    var backends: [String]
    /// The codes of all diagnostics above `info`, in order.
    var diagnostics: [String]
    /// Proxies in front of the gateway; none where it is left out.
    var trustedProxies: Int?
    /// How paths are normalised; `base` where it is left out.
    var pathNormalization: String?
    /// Secrets in the gateway's namespace, each with a certificate of its own whose common name is the Secret's.
    var secrets: [String]?
    var calls: [Call]
    /// Why the fixture can't be read; nil when it can.
    var unreadable: String?

    var testDescription: String { self.name }

    /// How far the gateway trusts what is in front of it.
    var edge: EdgeOptions {
        EdgeOptions(
            trustedProxies: self.trustedProxies ?? 0,
            pathNormalization: self.pathNormalization.flatMap(PathNormalization.init) ?? .base)
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case backends, diagnostics, trustedProxies, pathNormalization, secrets, calls
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuseOthers(than: CodingKeys.self)
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.backends = try members.decode([String].self, forKey: .backends)
        self.diagnostics = try members.decode([String].self, forKey: .diagnostics)
        self.trustedProxies = try members.decodeIfPresent(Int.self, forKey: .trustedProxies)
        self.pathNormalization = try members.decodeIfPresent(String.self, forKey: .pathNormalization)
        self.secrets = try members.decodeIfPresent([String].self, forKey: .secrets)
        self.calls = try members.decode([Call].self, forKey: .calls)
        if let mode = self.pathNormalization, PathNormalization(rawValue: mode) == nil { throw UnknownName(name: mode) }
    }

    private init(name: String, unreadable: String) {
        self.name = name
        self.backends = []
        self.diagnostics = []
        self.calls = []
        self.unreadable = unreadable
    }
}

extension Fixture {
    /// The same calls, as far as they have a form in HTTP/2, over prior-knowledge h2c; nil when none has.
    var overHTTP2: Fixture? {
        // One is about what only HTTP/1.1 can get wrong, the other says the client's protocol.
        guard !["H5-malformed-requests", "A15-substitutions"].contains(self.name) else { return nil }
        var copy = self
        copy.calls = self.calls.filter { call in
            call.tls != true && call.hasHTTP2Form && call.expect.outcome != "tls_refused"
        }.map { call in
            var call = call
            call.protocol = .h2
            return call
        }
        return copy.calls.isEmpty ? nil : copy
    }

    /// Every fixture, by name.
    static let all: [Fixture] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []
        return names.filter { !$0.hasPrefix(".") }.map { name in
            do {
                return try Fixture(in: folder.appendingPathComponent(name))
            } catch {
                return Fixture(name: name, unreadable: "\(error)")
            }
        }
    }()

    private init(in folder: URL) throws {
        let calls = try Data(contentsOf: folder.appendingPathComponent("calls.json"))
        self = try JSONDecoder().decode(Fixture.self, from: calls)
        self.name = folder.lastPathComponent
        self.manifest = try String(contentsOf: folder.appendingPathComponent("input.yaml"), encoding: .utf8)
    }
}
