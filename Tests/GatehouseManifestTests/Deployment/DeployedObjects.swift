import Foundation
import Testing

@testable import GatehouseManifest

/// A value in YAML, as far as manifests are looked at here.
enum DeployedValue: Hashable, Sendable {
    case scalar(String)
    case list([DeployedValue])
    case mapping([String: DeployedValue])

    /// What is at a path of keys and places in lists.
    subscript(path: String...) -> DeployedValue? {
        path.reduce(self) { value, step in
            switch value {
            case .mapping(let members): members[step]
            case .list(let entries): Int(step).flatMap { entries.indices.contains($0) ? entries[$0] : nil }
            case .scalar, nil: nil
            }
        }
    }

    var text: String? { if case .scalar(let text) = self { text } else { nil } }
    var list: [DeployedValue] { if case .list(let entries) = self { entries } else { [] } }
    var texts: [String] { self.list.compactMap(\.text) }
    /// The texts of a mapping's members.
    var pairs: [String: String] {
        if case .mapping(let members) = self { members.compactMapValues(\.text) } else { [:] }
    }

    /// A node of a tree.
    init(_ tree: YAMLTree, _ index: Int) {
        let index = tree.resolved(index)
        let children = Array(tree.children(of: index))
        switch tree.nodes[index].kind {
        case .sequence: self = .list(children.map { DeployedValue(tree, $0) })
        case .mapping:
            var members: [String: DeployedValue] = [:]
            for place in stride(from: 0, to: children.count - 1, by: 2) {
                members[tree.string(tree.resolved(children[place]))] = DeployedValue(tree, children[place + 1])
            }
            self = .mapping(members)
        case .null, .plain, .text, .alias: self = .scalar(tree.string(index))
        }
    }
}

/// The objects in deploy/kubernetes.
struct DeployedObjects: Sendable {
    /// The files' names and bytes.
    var files: [String: [UInt8]] = [:]
    /// The objects of all files but the kustomization.
    var objects: [DeployedValue] = []
    /// The kustomization.
    var kustomization: DeployedValue?

    init() throws {
        let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("deploy/kubernetes")
        let paths = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        for path in paths.filter({ $0.pathExtension == "yaml" }).sorted(by: { $0.path < $1.path }) {
            let bytes = Array(try Data(contentsOf: path))
            self.files[path.lastPathComponent] = bytes
            for chunk in YAMLDocuments(bytes: bytes) {
                guard let tree = try YAMLParser.parse(bytes: bytes, chunk: chunk) else { continue }
                try #require(tree.repeatedKeys.isEmpty, "\(path.lastPathComponent) repeats a key")
                let value = DeployedValue(tree, 0)
                if path.lastPathComponent == "kustomization.yaml" {
                    self.kustomization = value
                } else {
                    self.objects.append(value)
                }
            }
        }
    }

    /// The only object of a kind.
    func only(_ kind: String) throws -> DeployedValue {
        let found = self.objects.filter { $0["kind"]?.text == kind }
        try #require(found.count == 1, "\(found.count) objects of kind \(kind)")
        return found[0]
    }
}
