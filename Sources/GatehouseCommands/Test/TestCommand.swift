import ArgumentParser
import GatehouseControl
import GatehouseManifest
import GatehouseObjects
import GatehousePlan
import GatehouseRouting
import GatehouseStore

/// `gatehouse test`: whether requests are routed as is expected.
struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Check that requests would be routed as a file says, without sending them.",
        discussion: """
            Each test is a request, in the words of explain's options, and a part of what explain -o json prints of \
            it. What is not named may be anything; null stands for what must not be there. Keep the file outside of \
            the folders that -f names, where it would be taken for resources.

                tests:
                - name: previews of the cart go to v2
                  request: {host: shop.example.com, path: /cart, headers: {x-preview: "yes"}}
                  expect:
                    outcome: forward
                    destinations: [{subset: v2}]
                - request: {host: shop.example.com, path: /old}
                  expect: {status: 301, location: http://shop.example.com/new}

            Examples:
              gatehouse test -f config/ --tests routes.test.yaml
              gatehouse test -f config/ --tests a.yaml --tests b.yaml -o json

            Exit code: 0 when all tests pass, 1 when one fails, 2 when the arguments or the tests can't be used.
            """)

    @OptionGroup(title: "Resources") var resources: ResourceOptions
    @OptionGroup(title: "This gateway") var gateway: GatewayOptions
    @OptionGroup(title: "Clients") var edge: EdgeArguments
    @Option(help: ArgumentHelp("A file of tests; repeatable.", valueName: "file"))
    var tests: [String] = []
    @Option(name: .shortAndLong, help: "How results are printed.")
    var output = OutputFormat.text

    mutating func validate() throws {
        try self.resources.requirePaths()
        if self.tests.isEmpty { throw ValidationError("Name a file of tests with --tests.") }
    }

    func run() throws {
        let tests = try self.read()
        let reading = try ResourceFiles.read(self.resources, unknownFields: .warning, requiresManifests: false)
        let prepared = reading.prepared(for: self.gateway.translationOptions(self.resources))
        let results = try tests.map { test in
            let explanation = Simulation.simulate(
                prepared.snapshot, endpoints: prepared.endpoints, call: test.call, edge: self.edge.edge,
                areNamesResolved: false)
            let found = try JSON.parse(Array(explanation.json.text(pretty: false).utf8))
            return TestReport.Result(
                test: test, differences: test.expected.differences(from: found), because: explanation.because)
        }
        let report = TestReport(results: results)
        report.print(as: self.output)
        if report.failures > 0 { throw ExitCode.failure }
    }

    private func read() throws(CommandFailure) -> [RoutingTest] {
        var files = ReferencedFiles()
        let contents = files.read(Set(self.tests))
        var tests: [RoutingTest] = []
        for path in self.tests {
            switch contents[path] {
            case .bytes(let bytes):
                do throws(RoutingTestError) {
                    tests += try RoutingTest.read(bytes, file: path)
                } catch { throw .unusable(error.description) }
            case .unreadable(let reason): throw .unusable("\(path) cannot be read: \(reason).")
            case nil: throw .unusable("\(path) cannot be read.")
            }
        }
        return tests
    }
}
