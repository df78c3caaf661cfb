import Foundation
import NIOPosix
import Synchronization

/// A program that runs beside a test until the test ends it, and what it prints.
public final class RunningProgram: Sendable {
    /// Why a line did not come.
    public struct NoSuchLine: Error, CustomStringConvertible {
        /// What was waited for, and what came instead.
        public let description: String
    }

    private struct State {
        var lines: [String] = []
        var isAtEnd = false
        var status: Int32?
        var waiters: [Int: AsyncStream<Void>.Continuation] = [:]
        var nextWaiter = 0
    }

    private let process: pid_t
    private let state = Mutex(State())

    /// Starts the program at `path`. Its standard output and standard error are read as lines.
    ///
    /// - Parameter environment: what is different from this process's environment.
    public init(_ path: String, _ arguments: [String], environment: [String: String] = [:]) throws {
        var ends: [Int32] = [0, 0]
        // Sockets rather than a pipe, as they can be made so that no other program that starts meanwhile gets them.
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw Command.Failure.notStarted(errno: errno) }
        defer { close(ends[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
        closeInheritedDescriptors(&actions)
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        let merged = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        var settings = merged.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for word in words + settings { free(word) } }
        var process: pid_t = 0
        let result = posix_spawn(&process, path, &actions, nil, &words, &settings)
        guard result == 0 else {
            close(ends[0])
            throw Command.Failure.notStarted(errno: result)
        }
        self.process = process
        let input = ends[0]
        // A thread of its own, as it waits for as long as the program lives.
        Thread.detachNewThread { self.read(input) }
    }

    /// What it has printed so far.
    public var lines: [String] { self.state.withLock { $0.lines } }

    /// The first line, from the `start`th on, that contains a text, as soon as it is printed.
    public func line(
        containing text: String, from start: Int = 0, within limit: Duration = .seconds(30)
    ) async throws -> String {
        let found = try await self.wait(within: limit) { state in
            if let line = state.lines.dropFirst(start).first(where: { $0.contains(text) }) { return line }
            return state.isAtEnd ? "" : nil
        }
        if let found, !found.isEmpty { return found }
        throw NoSuchLine(description: "no line with '\(text)' in:\n\(self.lines.joined(separator: "\n"))")
    }

    /// Sends a signal.
    public func signal(_ number: Int32) { kill(self.process, number) }

    /// Asks the program to end and waits for that; the exit status as `waitpid` has it, nil when it did not come in time.
    @discardableResult
    public func end(within limit: Duration = .seconds(30)) async throws -> Int32? {
        try await self.end(SIGTERM, within: limit)
    }

    /// Sends a signal and waits for the end; the exit status as `waitpid` has it, nil when it did not come in time.
    @discardableResult
    public func end(_ number: Int32, within limit: Duration = .seconds(30)) async throws -> Int32? {
        self.signal(number)
        return try await self.wait(within: limit) { $0.status }
    }

    private func wait<Value: Sendable>(
        within limit: Duration, for look: @escaping @Sendable (State) -> Value?
    ) async throws -> Value? {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                for await _ in self.changes() {
                    if let value = self.state.withLock({ look($0) }) { return value }
                }
                return nil
            }
            group.addTask {
                try await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    private func changes() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = self.state.withLock { state in
            state.nextWaiter += 1
            state.waiters[state.nextWaiter] = continuation
            return state.nextWaiter
        }
        continuation.onTermination = { [weak self] _ in self?.state.withLock { _ = $0.waiters.removeValue(forKey: id) }
        }
        continuation.yield()
        return stream
    }

    private func update(_ change: (inout State) -> Void) {
        let waiters = self.state.withLock { state in
            change(&state)
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.yield() }
    }

    private func read(_ descriptor: Int32) {
        guard let file = fdopen(descriptor, "r") else { return }
        var buffer: UnsafeMutablePointer<CChar>?
        var capacity = 0
        while getline(&buffer, &capacity, file) > 0, let text = buffer {
            var line = String(cString: text)
            if line.hasSuffix("\n") { line.removeLast() }
            self.update { $0.lines.append(line) }
        }
        free(buffer)
        fclose(file)
        self.update { $0.isAtEnd = true }
        var status: Int32 = 0
        while waitpid(self.process, &status, 0) == -1, errno == EINTR {}
        self.update { $0.status = status }
    }
}
