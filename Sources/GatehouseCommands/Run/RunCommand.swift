import ArgumentParser

/// `gatehouse run`: serve.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Serve the resources in files and directories; changes on disk go live by themselves.",
        discussion: """
            Opens the ports that the Gateways ask for, where their selector fits this gateway's labels. A path that \
            does not exist yet is reported and read as soon as it appears. What can't be read or is invalid leaves its \
            last good version serving.

            Signals: SIGTERM and SIGINT fail readiness, let open requests end within --drain-duration, and exit with \
            0; a second one exits at once. SIGHUP looks at the files and opens the access log anew.

            Examples:
              gatehouse run -f config/
              gatehouse run -f config/ --port-map 80=8080,443=8443
              gatehouse run -f config/ --endpoint reviews:9080=127.0.0.1:9080
              gatehouse run -f config/ --access-log a.log --access-log-format json
            """)

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

    mutating func validate() throws {
        try self.resources.requirePaths()
        try self.resources.requireWatchable()
    }

    func run() async throws {
        try await GatewayProcess(
            options: GatewayProcess.Options(
                resources: self.resources, gateway: self.gateway, listening: self.listening, logging: self.logging,
                edge: self.edge, limits: self.limits, drainDuration: self.drainDuration)
        ).run()
    }
}

/// How long draining may take, as the value of an option; 0 ends at once.
struct DrainLimit: CustomStringConvertible {
    var duration: Duration

    init(_ duration: Duration) { self.duration = duration }

    init(_ text: String) throws { self.duration = try DurationText.parse(text) }

    /// As it is written on the command line.
    var description: String { DurationText.text(self.duration) }
}
