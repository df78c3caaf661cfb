import Foundation
import GatehouseModel
import Testing
import GatehouseTestSupport

@testable import GatehouseStore

@Suite("What the files hold", .overSockets)
struct FileScannerTests {
    @Test("directories are searched for manifests, hidden entries and other files passed over")
    func findsManifests() throws {
        let directory = try TemporaryDirectory()
        try directory.makeDirectory("deep/er")
        try directory.makeDirectory(".git")
        for name in ["a.yaml", "b.yml", "c.json", "deep/er/d.yaml"] { try directory.write("serve \(name) 1", to: name) }
        for name in ["e.txt", ".f.yaml", "g.yaml~", ".git/h.yaml"] { try directory.write("serve \(name) 1", to: name) }
        #expect(try Self.served([directory.path]) == ["a.yaml=1", "b.yml=1", "c.json=1", "deep/er/d.yaml=1"])
    }

    @Test("a file that is named is read whatever it is called")
    func namedFile() throws {
        let directory = try TemporaryDirectory()
        try directory.write("serve x 1", to: "rules.conf")
        #expect(try Self.served([directory.file("rules.conf")]) == ["x=1"])
    }

    @Test("a mounted ConfigMap shows each file once, and a swap of its data is seen")
    func mountedConfigMap() throws {
        let directory = try TemporaryDirectory()
        try directory.makeDirectory("..2024_1")
        try directory.write("serve x 1", to: "..2024_1/x.yaml")
        try directory.link("..data", to: "..2024_1")
        try directory.link("x.yaml", to: "..data/x.yaml")
        var scanner = FileScanner(paths: [directory.path], reader: Plain.reader)
        let store = Store()
        store.apply(scanner.scan())
        #expect(store.contents().resources.plain == ["x=1"])
        #expect(store.contents().diagnostics.isEmpty)

        try directory.makeDirectory("..2024_2")
        try directory.write("serve x 2", to: "..2024_2/x.yaml")
        try directory.link("..data_tmp", to: "..2024_2")
        #expect(rename(directory.file("..data_tmp"), directory.file("..data")) == 0)
        try directory.remove("..2024_1")
        store.apply(scanner.scan())
        #expect(store.contents().resources.plain == ["x=2"])
    }

    @Test("a file that is reached twice is read once, by the first path")
    func reachedTwice() throws {
        let directory = try TemporaryDirectory()
        try directory.write("serve x 1", to: "x.yaml")
        try directory.link("loop", to: directory.path)
        let store = Store()
        var scanner = FileScanner(paths: [directory.path, directory.file("x.yaml")], reader: Plain.reader)
        store.apply(scanner.scan())
        #expect(store.contents().resources.plain == ["x=1"])
        #expect(store.contents().diagnostics.isEmpty)
        #expect(scanner.fileCount == 1)
    }

    @Test("a touch without a change is none, a file of the same size and time is when it was written to")
    func touches() throws {
        let directory = try TemporaryDirectory()
        try directory.write("serve x 1", to: "x.yaml")
        var scanner = FileScanner(paths: [directory.path], reader: Plain.reader)
        let first = scanner.scan()
        #expect(!first.isEmpty)
        try FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: directory.file("x.yaml"))
        let touched = scanner.scan()
        #expect(touched.isEmpty)
        try directory.write("serve x 2", to: "x.yaml")
        let written = scanner.scan(touched: [directory.file("x.yaml")], busy: [])
        #expect(!written.isEmpty)
    }

    @Test("a file that is being written to keeps what it held")
    func busyFiles() throws {
        let directory = try TemporaryDirectory()
        try directory.write("serve x 1", to: "x.yaml")
        let store = Store()
        var scanner = FileScanner(paths: [directory.path], reader: Plain.reader)
        store.apply(scanner.scan())
        try directory.write("", to: "x.yaml")
        store.apply(scanner.scan(touched: [], busy: [directory.file("x.yaml")]))
        #expect(store.contents().resources.plain == ["x=1"])
        store.apply(scanner.scan(touched: [directory.file("x.yaml")], busy: []))
        #expect(store.contents().resources.plain == [])
    }

    @Test("a path that does not exist is reported, and read when it appears")
    func missingPath() throws {
        let directory = try TemporaryDirectory()
        let store = Store()
        var scanner = FileScanner(paths: [directory.file("later")], reader: Plain.reader)
        store.apply(scanner.scan())
        #expect(scanner.unreadablePaths.map(\.path) == [directory.file("later")])
        #expect(scanner.unreadablePaths.map(\.isMissing) == [true])
        #expect(store.contents().diagnostics.map(\.code) == ["GH0150"])
        #expect(scanner.directories.contains(directory.path))

        try directory.makeDirectory("later")
        try directory.write("serve x 1", to: "later/x.yaml")
        store.apply(scanner.scan())
        #expect(scanner.unreadablePaths.isEmpty)
        #expect(store.contents().resources.plain == ["x=1"])
        #expect(store.contents().diagnostics.isEmpty)
    }

    @Test("a named file that vanishes takes its resources along, and brings them back")
    func namedFileVanishes() throws {
        let directory = try TemporaryDirectory()
        try directory.write("serve x 1", to: "x.yaml")
        let store = Store()
        var scanner = FileScanner(paths: [directory.file("x.yaml")], reader: Plain.reader)
        store.apply(scanner.scan())
        try directory.remove("x.yaml")
        store.apply(scanner.scan())
        #expect(store.contents().resources.plain == [])
        #expect(store.contents().diagnostics.map(\.code) == ["GH0150"])
        try directory.write("serve x 2", to: "x.yaml")
        store.apply(scanner.scan())
        #expect(store.contents().resources.plain == ["x=2"])
        #expect(store.contents().diagnostics.isEmpty)
    }

    @Test(
        "a file that may no longer be read keeps what it held",
        .enabled(if: geteuid() != 0, "the superuser may read everything"))
    func permissionTaken() throws {
        let directory = try TemporaryDirectory()
        try directory.write("serve x 1", to: "x.yaml")
        let store = Store()
        var scanner = FileScanner(paths: [directory.path], reader: Plain.reader)
        store.apply(scanner.scan())
        #expect(chmod(directory.file("x.yaml"), 0) == 0)
        store.apply(scanner.scan())
        #expect(store.contents().resources.plain == ["x=1"])
        #expect(store.contents().diagnostics.map(\.code) == ["GH0151", "GH0154"])
        #expect(chmod(directory.file("x.yaml"), 0o600) == 0)
        store.apply(scanner.scan())
        #expect(store.contents().diagnostics.isEmpty)
    }

    private static func served(_ paths: [String]) throws -> [String] {
        var scanner = FileScanner(paths: paths, reader: Plain.reader)
        let store = Store()
        store.apply(scanner.scan())
        return store.contents().resources.plain
    }
}
