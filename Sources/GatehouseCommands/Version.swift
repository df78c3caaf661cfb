import ArgumentParser

/// The program's version.
enum Version {
    /// The number.
    static let number = "0.1.0"
    /// As `gatehouse version` prints it.
    static let text = "gatehouse \(number)"
}

/// `gatehouse version`.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Print the version.")

    func run() { StandardOutput.print(Version.text) }
}
