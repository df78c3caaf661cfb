import ArgumentParser

/// The root of the command line.
struct Root: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gatehouse",
        abstract: "An edge gateway that speaks Istio's traffic API, without a cluster.",
        discussion: """
            Gatehouse reads Gateway, VirtualService, DestinationRule, ServiceEntry, WorkloadEntry, Service, \
            EndpointSlice, Endpoints and Secret from YAML and JSON, opens the ports that the Gateways ask for, and \
            carries traffic by the VirtualServices' rules.

            Begin with:
              gatehouse validate -f config/
              gatehouse explain  -f config/ --host shop.example.com --path /cart
              gatehouse run      -f config/ --port-map 80=8080
              gatehouse up
            """,
        version: Version.text,
        subcommands: [
            RunCommand.self, UpCommand.self, ValidateCommand.self, AnalyzeCommand.self, ExplainCommand.self,
            TestCommand.self, VersionCommand.self,
        ])
}
