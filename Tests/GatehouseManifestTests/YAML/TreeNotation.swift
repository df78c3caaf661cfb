@testable import GatehouseManifest

/// Trees in one line, so that a test is a line of a table: collections as in JSON, plain scalars bare, strings in quotes,
/// nothing as `~`. Aliases are replaced by what they stand for.
enum TreeNotation {
    /// The documents of a text, or the first error, `line 3: reason`.
    static func documents(_ text: String) -> [String] {
        let bytes = Array(text.utf8)
        return YAMLDocuments(bytes: bytes).compactMap { chunk in
            do throws(YAMLError) {
                return try YAMLParser.parse(bytes: bytes, chunk: chunk).map { Self.text($0, 0) }
            } catch {
                return "line \(error.line): \(error.reason)"
            }
        }
    }

    /// The only document of a text.
    static func document(_ text: String) -> String {
        let documents = Self.documents(text)
        return documents.count == 1 ? documents[0] : "\(documents.count) documents"
    }

    static func text(_ tree: YAMLTree, _ index: Int) -> String {
        let index = tree.resolved(index)
        switch tree.nodes[index].kind {
        case .null, .alias: return "~"
        case .plain: return Self.escaped(tree.string(index))
        case .text: return "\"\(Self.escaped(tree.string(index)))\""
        case .sequence: return "[" + tree.children(of: index).map { Self.text(tree, $0) }.joined(separator: ", ") + "]"
        case .mapping:
            let nodes = tree.children(of: index).map { Self.text(tree, $0) }
            let pairs = stride(from: 0, to: nodes.count, by: 2).map { "\(nodes[$0]): \(nodes[$0 + 1])" }
            return "{" + pairs.joined(separator: ", ") + "}"
        }
    }

    private static func escaped(_ text: String) -> String {
        String(text.flatMap { $0 == "\n" ? "\\n" : $0 == "\t" ? "\\t" : "\($0)" })
    }
}
