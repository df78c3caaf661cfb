import Testing
import GatehouseTestSupport

@testable import GatehouseCommands

@Suite("gatehouse validate", .overSockets)
struct ValidateCommandTests {
    @Test("valid resources are counted, and the exit code is 0")
    func valid() async throws {
        let directory = try TemporaryDirectory(["a.yaml": Manifests.shop])
        let outcome = await gatehouse("validate", "-f", directory.path)
        #expect(outcome.code == 0)
        #expect(outcome.output == "2 resources in 1 file: valid\n")
        #expect(outcome.error == "")
    }

    @Test("every finding is a line with its place, unknown fields among them, and the exit code is 1")
    func invalid() async throws {
        let directory = try TemporaryDirectory(["a.yaml": Manifests.broken])
        let file = directory.file("a.yaml")
        let outcome = await gatehouse("validate", "-f", file)
        #expect(outcome.code == 1)
        let lines = outcome.output.split(separator: "\n").map(String.init)
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("\(file):6: error[IST0106] VirtualService default/broken spec.htttp: "))
        #expect(
            lines[1].hasPrefix("\(file):8: error[IST0106] VirtualService default/broken spec.http[0].route[0].weight: ")
        )
        #expect(lines[2] == "1 resource in 1 file: invalid (2 errors, 0 warnings)")
    }

    @Test("JSON is an array, empty when there is nothing to say")
    func json() async throws {
        let directory = try TemporaryDirectory(["a.yaml": Manifests.shop])
        #expect(await gatehouse("validate", "-f", directory.path, "-o", "json").output == "[]\n")
        try directory.write(Manifests.broken, to: "b.yaml")
        let outcome = await gatehouse("validate", "-f", directory.path, "-o", "json")
        #expect(outcome.code == 1)
        #expect(
            outcome.output.hasPrefix(
                """
                [
                  {
                    "code": "IST0106",
                    "level": "error",
                    "message": "`spec` has no field `htttp`; did you mean `http`?",
                    "resource": {
                      "kind": "VirtualService",
                      "namespace": "default",
                      "name": "broken"
                    },
                    "field": "spec.htttp",
                    "file": "\(directory.file("b.yaml"))",
                    "line": 6,
                    "effect": "resourceRejected"
                  },
                """))
    }

    @Test("one resource in two files is a warning that names both")
    func duplicates() async throws {
        let directory = try TemporaryDirectory(["a.yaml": Manifests.shop, "b.yaml": Manifests.shop])
        let outcome = await gatehouse("validate", "-f", directory.path)
        #expect(outcome.code == 0)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].contains("b.yaml:1: warning[GH0153] Gateway default/gw: "))
        #expect(lines[0].contains("a.yaml:1"))
    }

    @Test("what can't be looked at is exit code 2, with a message on the standard error")
    func unusable() async throws {
        let directory = try TemporaryDirectory()
        let missing = await gatehouse("validate", "-f", directory.file("missing.yaml"))
        #expect(missing.code == 2)
        #expect(missing.output == "")
        #expect(missing.error.contains("missing.yaml does not exist"))
        let empty = await gatehouse("validate", "-f", directory.path)
        #expect(empty.code == 2)
        #expect(empty.error.contains("there is no *.yaml, *.yml or *.json file"))
    }
}
