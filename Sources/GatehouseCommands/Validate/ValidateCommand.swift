import GatehouseStore
import GatehouseManifest
import ArgumentParser
import GatehouseModel

/// `gatehouse validate`: every resource by itself.
struct ValidateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check every resource by itself: types, unknown fields, and the rules of Istio's admission webhook.",
        discussion: """
            Prints one line per finding, with file and line, and a summary. Nothing is looked up and no port is \
            opened.

            Examples:
              gatehouse validate -f config/
              gatehouse validate -f gateway.yaml -f routes.yaml -o json
              kubectl get virtualservices,gateways -A -o yaml | gatehouse validate -f -

            Exit code: 0 when no resource has an error, 1 when one has, 2 when the arguments can't be used.
            """)

    @OptionGroup var resources: ResourceOptions
    @Option(name: .shortAndLong, help: "How findings are printed.")
    var output = OutputFormat.text

    mutating func validate() throws { try self.resources.requirePaths() }

    func run() throws {
        let reading = try ResourceFiles.read(self.resources, unknownFields: .error, requiresManifests: true)
        let report = DiagnosticReport(
            diagnostics: reading.contents.diagnostics, resourceCount: reading.resourceCount,
            fileCount: reading.fileCount)
        report.print(as: self.output)
        if report.hasErrors { throw ExitCode.failure }
    }
}
