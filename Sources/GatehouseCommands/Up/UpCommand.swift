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
    @OptionGroup var serving: ServingOptions

    func run() async throws {
        try await GatewayProcess(options: self.serving) { [api, serving] logger in
            try await EmbeddedAPI(api, serving, logger: logger).extensions()
        }.run()
    }
}
