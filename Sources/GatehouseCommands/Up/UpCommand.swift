import ArgumentParser

/// `gatehouse up`: serve, with an API of its own that kubectl talks to.
struct UpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Serve what kubectl applies: the gateway and a Kubernetes-style API, with nothing else installed.",
        discussion: """
            Everything that `run` does, and an API for kubectl on the loopback interface. It keeps its objects in \
            --data, with a kubeconfig for kubectl, and has the Service istio-ingressgateway, whose address is where the \
            gateway listens. Objects that `validate` calls invalid are refused when they are applied. Files may be \
            named besides, with -f; an object of the API overrides a file's of the same name.

            Examples:
              gatehouse up
              gatehouse up --address 127.0.0.77 --data shop/ --dns 127.0.0.1:5353
              KUBECONFIG=gatehouse-data/kubeconfig kubectl apply -f config/
            """)

    @OptionGroup(title: "API") var api: EmbeddedAPIOptions
    @OptionGroup(title: "Resources") var resources: ResourceOptions
    @OptionGroup(title: "This gateway") var gateway: GatewayOptions
    @OptionGroup(title: "Listening") var listening: ListeningOptions
    @OptionGroup(title: "Logging") var logging: LoggingOptions
    @OptionGroup(title: "Clients") var edge: EdgeArguments
    @OptionGroup(title: "Limits") var limits: LimitOptions

    @Option(
        help: ArgumentHelp(
            "How long open requests may take to end after SIGTERM. (default: 45s)", valueName: "duration"),
        transform: DrainLimit.init)
    var drainDuration = DrainLimit(.seconds(45))

    mutating func validate() throws { try self.resources.requireWatchable() }

    func run() async throws {
        let options = GatewayProcess.Options(
            resources: self.resources, gateway: self.gateway, listening: self.listening, logging: self.logging,
            edge: self.edge, limits: self.limits, drainDuration: self.drainDuration)
        try await GatewayProcess(options: options) { [api] logger in
            try await EmbeddedAPI(api, options, logger: logger).extensions()
        }.run()
    }
}
