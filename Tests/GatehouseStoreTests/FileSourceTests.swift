import Foundation
import GatehouseModel
import Testing
import GatehouseTestSupport

@testable import GatehouseStore

@Suite("Watching files", .overSockets, .timeLimit(.minutes(5)))
struct FileSourceTests {
    /// One way in which a file comes to hold something else.
    struct Edit: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let before: @Sendable (TemporaryDirectory) throws -> Void
        let edit: @Sendable (TemporaryDirectory) throws -> Void
        let after: [String]
    }

    static let edits = [
        Edit(
            testDescription: "written in place", before: { try $0.write("serve x 1", to: "x.yaml") },
            edit: { try $0.write("serve x 2", to: "x.yaml") }, after: ["x=2"]),
        Edit(
            testDescription: "renamed over", before: { try $0.write("serve x 1", to: "x.yaml") },
            edit: { try $0.replace("x.yaml", with: "serve x 2") }, after: ["x=2"]),
        Edit(
            testDescription: "a new file", before: { try $0.write("serve x 1", to: "x.yaml") },
            edit: { try $0.write("serve y 1", to: "y.yaml") }, after: ["x=1", "y=1"]),
        Edit(
            testDescription: "removed", before: { try $0.write("serve x 1", to: "x.yaml") },
            edit: { try $0.remove("x.yaml") }, after: []),
        Edit(
            testDescription: "a directory that appears with its file", before: { _ in },
            edit: {
                try $0.makeDirectory("new/deeper")
                try $0.write("serve x 1", to: "new/deeper/x.yaml")
            }, after: ["x=1"]),
        Edit(
            testDescription: "a directory that is replaced by another",
            before: {
                try $0.makeDirectory("conf")
                try $0.write("serve x 1", to: "conf/x.yaml")
            },
            edit: {
                try $0.remove("conf")
                try $0.makeDirectory("conf")
                try $0.write("serve x 2", to: "conf/x.yaml")
            }, after: ["x=2"]),
        Edit(
            testDescription: "a mounted ConfigMap's data swapped",
            before: {
                try $0.makeDirectory("..1")
                try $0.write("serve x 1", to: "..1/x.yaml")
                try $0.link("..data", to: "..1")
                try $0.link("x.yaml", to: "..data/x.yaml")
            },
            edit: {
                try $0.makeDirectory("..2")
                try $0.write("serve x 2", to: "..2/x.yaml")
                try $0.link("..data_tmp", to: "..2")
                #expect(rename($0.file("..data_tmp"), $0.file("..data")) == 0)
            }, after: ["x=2"]),
    ]

    @Test("changes are noticed", arguments: edits)
    func noticed(_ edit: Edit) async throws {
        let directory = try TemporaryDirectory()
        try edit.before(directory)
        let store = Store()
        let source = FileSource(paths: [directory.path], reader: Plain.reader)
        try await Self.whileRunning(source, into: store) { versions in
            try edit.edit(directory)
            for await _ in versions where store.contents().resources.plain == edit.after { return }
        }
        #expect(store.contents().resources.plain == edit.after)
    }

    @Test("a file behind a link into another directory is watched where it is")
    func linkedFile() async throws {
        let directory = try TemporaryDirectory()
        try directory.makeDirectory("conf")
        try directory.makeDirectory("elsewhere")
        try directory.write("serve x 1", to: "elsewhere/x.yaml")
        try directory.link("conf/x.yaml", to: directory.file("elsewhere/x.yaml"))
        let store = Store()
        let source = FileSource(paths: [directory.file("conf")], reader: Plain.reader)
        try await Self.whileRunning(source, into: store) { versions in
            try directory.write("serve x 2", to: "elsewhere/x.yaml")
            for await _ in versions where store.contents().resources.plain == ["x=2"] { return }
        }
        #expect(store.contents().resources.plain == ["x=2"])
    }

    @Test("a path that is missing at the start is read when it appears")
    func missingPath() async throws {
        let directory = try TemporaryDirectory()
        let store = Store()
        let source = FileSource(paths: [directory.file("a/b/x.yaml")], reader: Plain.reader)
        try await Self.whileRunning(source, into: store) { versions in
            try directory.makeDirectory("a/b")
            try directory.write("serve x 1", to: "a/b/x.yaml")
            for await _ in versions where store.contents().resources.plain == ["x=1"] { return }
        }
        #expect(store.contents().resources.plain == ["x=1"])
    }

    @Test("a burst of writes is few versions")
    func burst() async throws {
        let directory = try TemporaryDirectory()
        let store = Store()
        let source = FileSource(paths: [directory.path], reader: Plain.reader)
        try await Self.whileRunning(source, into: store) { versions in
            for index in 0..<200 { try directory.write("serve x\(index) 1", to: "x\(index).yaml") }
            for await _ in versions where store.contents().resources.namespaces.count == 200 { return }
        }
        #expect(store.contents().version < 20)
    }

    /// Runs the source while `body` waits for versions of the store.
    private static func whileRunning(
        _ source: FileSource, into store: Store, _ body: (AsyncStream<Int>) async throws -> Void
    ) async throws {
        let (loaded, continuation) = AsyncStream.makeStream(of: Int.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                await source.run(into: store) { continuation.yield($0) }
            }
            for await _ in loaded { break }
            try await body(store.versions())
            group.cancelAll()
        }
    }
}
