public import Foundation

/// Test data written by peer projects, in `../shared/corpus` beside the checkout or where `GATEHOUSE_CORPUS` says.
///
/// It is not part of this repository. Tests that use it are declared with
/// `.enabled(if: Corpus.isPresent, Corpus.absence)`, so that they are skipped with a message where it is missing.
public enum Corpus {
    /// The message of a test that is skipped.
    public static let absence = "the folder ../shared/corpus is not there"

    /// The folder; nil when it is not there.
    public static let folder: URL? = {
        let given = ProcessInfo.processInfo.environment["GATEHOUSE_CORPUS"].map { URL(fileURLWithPath: $0) }
        let source = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        let package = source.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = given ?? package.deletingLastPathComponent().appendingPathComponent("shared/corpus")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    /// Whether the folder is there.
    public static var isPresent: Bool { Self.folder != nil }

    /// The path of one of its files; nil when it is not there.
    public static func path(_ name: String) -> String? {
        guard let path = Self.folder?.appendingPathComponent(name).path else { return nil }
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// The text of one of its files; empty when it is not there.
    public static func text(_ name: String) throws -> String {
        guard let path = Self.path(name) else { return "" }
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    /// The cases of a JSON-lines file; none when it is not there.
    public static func cases<Case: Decodable>(_ name: String, as type: Case.Type = Case.self) throws -> [Case] {
        let decoder = JSONDecoder()
        return try Self.text(name).split(separator: "\n").map { line in
            try decoder.decode(Case.self, from: Data(line.utf8))
        }
    }
}
