import ArgumentParser

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The `gatehouse` program: parses the command line, runs what it asks for, and turns the outcome into an exit code.
///
/// 0: done; 1: the configuration is invalid, or the gateway could not do its work; 2: the arguments can't be used.
public enum GatehouseProgram {
    /// Runs the program with the process's arguments; does not return.
    public static func main() async -> Never {
        exit(await self.run(Array(Swift.CommandLine.arguments.dropFirst())).rawValue)
    }

    /// Runs the program with these arguments.
    static func run(_ arguments: [String]) async -> ExitCode {
        do {
            var command = try Root.parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
            return .success
        } catch let failure as CommandFailure {
            StandardError.print("error: \(failure.message)")
            return failure.exitCode
        } catch {
            let code = Root.exitCode(for: error)
            let message = Root.fullMessage(for: error)
            if code == .success {
                StandardOutput.print(message)
            } else if !message.isEmpty {
                StandardError.print(message)
            }
            return code == .validationFailure ? .unusableArguments : code
        }
    }
}

/// Why a command could not do what it was asked to; says what to do next.
struct CommandFailure: Error {
    var message: String
    var exitCode: ExitCode

    /// The arguments can't be used.
    static func unusable(_ message: String) -> CommandFailure {
        CommandFailure(message: message, exitCode: .unusableArguments)
    }

    /// The work could not be done.
    static func failed(_ message: String) -> CommandFailure {
        CommandFailure(message: message, exitCode: .failure)
    }
}

extension ExitCode {
    /// The arguments can't be used.
    static let unusableArguments = ExitCode(2)
}
