import Foundation
import GatehouseModel

@testable import GatehouseStore

/// Documents in a language of three verbs, so that these tests need no decoder: `serve NAME VALUE`, `reject NAME`, and
/// anything else, which is unreadable.
enum Plain {
    static let reader = DocumentReader { text, file, line in
        var document = Document()
        let lines = String(decoding: text, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        for (index, text) in lines.enumerated() where !text.isEmpty && !text.hasPrefix("---") && !text.hasPrefix("#") {
            let words = text.split(separator: " ").map(String.init)
            switch words.first {
            case "serve" where words.count == 3:
                document.resources.append(resource(words[1], words[2], file: file, line: line + index))
            case "reject" where words.count == 2: document.rejected.append(rejected(words[1]))
            default: document.isUnreadable = true
            }
        }
        return document
    }

    static func key(_ name: String) -> ResourceKey { ResourceKey(kind: "Namespace", namespace: "", name: name) }

    static func rejected(_ name: String, generation: Int64? = nil) -> RejectedResource {
        RejectedResource(
            kind: "Namespace", metadata: Metadata(name: name, namespace: "", generation: generation))
    }

    static func resource(_ name: String, _ value: String, file: String = "", line: Int = 1) -> AnyResource {
        .namespace(
            Resource(
                metadata: Metadata(name: name, namespace: "", labels: ["value": value]), spec: Namespace(),
                source: SourceMap.Builder(file: file, line: line).finish()))
    }
}

extension ResourceSet {
    /// What is served, as `name=value`, ordered.
    var plain: [String] {
        self.namespaces.map { "\($0.metadata.name)=\($0.metadata.labels["value"] ?? "")" }.sorted()
    }
}

/// A directory that is there as long as it is referred to.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        self.path =
            FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
            .appendingPathComponent("gatehouse-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: self.path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: self.path) }

    func file(_ name: String) -> String { "\(self.path)/\(name)" }

    /// Writes in place, as a shell's redirection does.
    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: self.file(name)))
    }

    /// Writes beside the file and renames over it, as editors do.
    func replace(_ name: String, with text: String) throws {
        try self.write(text, to: ".\(name).swp")
        guard rename(self.file(".\(name).swp"), self.file(name)) == 0 else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
    }

    func makeDirectory(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: self.file(name), withIntermediateDirectories: true)
    }

    func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: self.file(name), withDestinationPath: target)
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: self.file(name)) }
}
