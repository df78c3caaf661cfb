import ArgumentParser

/// What the commands that serve have in common.
struct ServingOptions: ParsableArguments {
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
}

/// How long draining may take, as the value of an option; 0 ends at once.
struct DrainLimit: CustomStringConvertible {
    var duration: Duration

    init(_ duration: Duration) { self.duration = duration }

    init(_ text: String) throws { self.duration = try DurationText.parse(text) }

    /// As it is written on the command line.
    var description: String { DurationText.text(self.duration) }
}
