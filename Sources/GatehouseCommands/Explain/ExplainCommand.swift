import GatehouseModel
import GatehouseManifest
import ArgumentParser
import GatehouseControl
import GatehousePlan
import GatehouseRouting

/// `gatehouse explain`: what would happen to a request, and why.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say what would happen to one request, and why, without sending it.",
        discussion: """
            Reads the resources exactly as run does and asks the same code that routes traffic. Opens no socket.

            Examples:
              gatehouse explain -f config/ --host shop.example.com --path /cart
              gatehouse explain -f config/ --host a.com --path '/cart?id=1' -o json
              gatehouse explain -f config/ --host a.com -H 'cookie: user=jason'
              gatehouse explain -f config/ --tls --host shop.example.com
              gatehouse explain -f config/ --port 31400 --sni db.example.com

            Exit code: 0 when there was something to explain, an answer of 404 included; 2 when the arguments can't \
            be used.
            """)

    @OptionGroup(title: "Resources") var resources: ResourceOptions
    @OptionGroup(title: "This gateway") var gateway: GatewayOptions
    @OptionGroup(title: "The request") var request: RequestOptions
    @OptionGroup(title: "Clients") var edge: EdgeArguments
    @Option(name: .shortAndLong, help: "How the explanation is printed.")
    var output = OutputFormat.text

    mutating func validate() throws { try self.resources.requirePaths() }

    func run() throws {
        let reading = try ResourceFiles.read(self.resources, unknownFields: .warning, requiresManifests: false)
        let prepared = reading.prepared(for: self.gateway.translationOptions(self.resources))
        let explanation = Simulation.simulate(
            prepared.snapshot, endpoints: prepared.endpoints, call: self.request.call, edge: self.edge.edge,
            areNamesResolved: false)
        switch self.output {
        case .json: StandardOutput.print(explanation.json.text(pretty: true))
        case .text:
            StandardOutput.print(String(explanation.text.trimmingLineFeed))
            self.mention(prepared.diagnostics.filter { $0.level != .info }.count)
        }
    }

    /// A rule that surprises may be one that was left out.
    private func mention(_ count: Int) {
        if count == 0 { return }
        let arguments = self.resources.paths.map { "-f \($0)" }.joined(separator: " ")
        StandardError.print(
            """
            note: the configuration has \(count) \(count == 1 ? "error or warning" : "errors and warnings"); see \
            gatehouse analyze \(arguments)
            """)
    }
}

extension String {
    /// The text without a line feed at its end.
    fileprivate var trimmingLineFeed: Substring { self.hasSuffix("\n") ? self.dropLast() : self[...] }
}
