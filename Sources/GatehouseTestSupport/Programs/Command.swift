import Foundation
import NIOPosix

/// A program that a test runs beside itself.
///
/// Foundation's `Process` is no choice: its count of open descriptors reads beyond the end of a directory's last entry,
/// which now and then is the end of a page.
public struct Command: Sendable {
    /// Why a program did not run.
    public enum Failure: Error {
        /// It could not be started, or what it is to read and write could not be opened; `errno`'s value.
        case notStarted(errno: Int32)
    }

    private let path: String

    /// The program at `path`.
    public init(_ path: String) { self.path = path }

    /// Whether there is such a program.
    public var isPresent: Bool { FileManager.default.isExecutableFile(atPath: self.path) }

    /// Runs the program to its end and returns its standard output as text. Its standard error is dropped.
    public func run(_ arguments: [String], input: String) async throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("command-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (inputFile, outputFile) = (folder.appendingPathComponent("in"), folder.appendingPathComponent("out"))
        try Data(input.utf8).write(to: inputFile)
        let process = try self.start(arguments, input: inputFile.path, output: outputFile.path)
        try await NIOThreadPool.singleton.runIfActive {
            var status: Int32 = 0
            while waitpid(process, &status, 0) == -1, errno == EINTR {}
        }
        return String(decoding: try Data(contentsOf: outputFile), as: UTF8.self)
    }

    private func start(_ arguments: [String], input: String, output: String) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        closeInheritedDescriptors(&actions)
        var words = ([self.path] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let result = posix_spawn(&process, self.path, &actions, nil, &words, environ)
        guard result == 0 else { throw Failure.notStarted(errno: result) }
        return process
    }
}

/// Has a program that is started get nothing but its standard input and outputs.
///
/// Sockets of NIO are handed on to programs that are started. One that a test closes would go on listening there, and what
/// the test wants to see refused would be taken. Closing what is not open is no error here.
func closeInheritedDescriptors(_ actions: inout posix_spawn_file_actions_t) {
    #if os(Linux)
    for descriptor in 3..<CInt(min(4096, max(3, sysconf(CInt(_SC_OPEN_MAX))))) {
        posix_spawn_file_actions_addclose(&actions, descriptor)
    }
    #endif
}
