import GatehouseManifest
import ArgumentParser
import GatehouseAnalysis
import GatehouseControl
import GatehouseModel

/// `gatehouse analyze`: every resource by itself, and what becomes of all of them together.
struct AnalyzeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analyze",
        abstract: "Check every resource by itself, and then what the gateway would make of all of them together.",
        discussion: """
            Besides the findings of validate this reports what is only seen when the resources are put together, as \
            run does: destinations that don't exist, hosts that no Gateway serves, sockets that two Gateways want, \
            certificates that are missing, broken or about to expire, fields that are not honoured. What istioctl's \
            analyzers look for is told of all resources, whether this gateway serves them or not, under istioctl's \
            codes; docs/analysis.md lists them. The annotation galley.istio.io/analyze-suppress keeps codes of a \
            resource quiet.

            Examples:
              gatehouse analyze -f config/
              gatehouse analyze -f config/ --labels istio=ingress -o json

            Exit code: 0 when there is no error, 1 when there is one, 2 when the arguments can't be used.
            """)

    @OptionGroup var resources: ResourceOptions
    @OptionGroup var gateway: GatewayOptions
    @Option(name: .shortAndLong, help: "How findings are printed.")
    var output = OutputFormat.text

    mutating func validate() throws { try self.resources.requirePaths() }

    func run() throws {
        let reading = try ResourceFiles.read(
            self.resources, unknownFields: .error, purpose: .analysis, requiresManifests: true)
        let options = self.gateway.translationOptions(self.resources)
        let report = DiagnosticReport(
            diagnostics: reading.analyzed(for: options, known: reading.prepared(for: options).diagnostics),
            resourceCount: reading.resourceCount, fileCount: reading.fileCount)
        report.print(as: self.output)
        if report.hasErrors { throw ExitCode.failure }
    }
}
