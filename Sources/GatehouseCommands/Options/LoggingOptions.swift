import ArgumentParser
import GatehouseTelemetry

/// What is logged, where and how.
struct LoggingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The access log: - for standard output, a path, or off. (default: -)", valueName: "-|path|off"),
        transform: { text in
            switch text {
            case "": throw UnusableValue("expected -, a path, or off")
            case "-": AccessLogTarget(destination: .standardOutput)
            case "off": AccessLogTarget(destination: .off)
            default: AccessLogTarget(destination: .file(text))
            }
        })
    var accessLog = AccessLogTarget(destination: .standardOutput)

    @Option(help: "How access-log lines look: Istio's text, or JSON with its keys.")
    var accessLogFormat = AccessLogStyle.text

    @Option(help: "The least severe messages that are logged to standard error.")
    var logLevel = LogLevel.info
}

/// Where the access log goes, as the value of an option.
struct AccessLogTarget: CustomStringConvertible {
    var destination: AccessLogDestination

    /// As it is written on the command line.
    var description: String {
        switch self.destination {
        case .off: "off"
        case .standardOutput: "-"
        case .file(let path): path
        }
    }
}

/// How access-log lines look, as the value of an option.
enum AccessLogStyle: String, ExpressibleByArgument, CaseIterable {
    case text
    case json

    var format: AccessLogFormat {
        switch self {
        case .text: .text
        case .json: .json
        }
    }
}
