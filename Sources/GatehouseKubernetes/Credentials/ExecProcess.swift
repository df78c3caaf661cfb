#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Runs a credential plugin and takes what it writes. Its standard error is that of this process, as with kubectl.
enum ExecProcess {
    /// The most that a plugin may write, in bytes.
    static let maximumOutput = 1 << 20

    /// How long anything waits without a look at whether it is to stop, in milliseconds.
    private static let longestPause: Int32 = 100

    /// The standard output of a program that ends well within `seconds`. Blocks until then.
    ///
    /// - Parameter stop: ends the program sooner.
    static func run(
        _ plugin: ExecPlugin, info: String, seconds: Int, stop: StopSign = StopSign()
    ) throws(CredentialError) -> [UInt8] {
        let isEnded = "\(plugin.command) was ended, as this process ends."
        guard !stop.isSet else { throw CredentialError(reason: isEnded) }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Self.failure(plugin, "there is no pipe to be had", code: errno) }
        let (reading, writing) = (ends[0], ends[1])
        // Plugins that this process starts later must not keep the pipe open.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(reading) }
        let process: pid_t
        do throws(CredentialError) {
            process = try Self.spawn(plugin, info: info, output: writing)
        } catch {
            close(writing)
            throw error
        }
        close(writing)
        let deadline = ContinuousClock.now + .seconds(seconds)
        let output = Self.read(reading, until: deadline, stop)
        if output == nil { kill(process, SIGKILL) }
        let status = Self.end(of: process, until: deadline, stop)
        guard let output else {
            throw CredentialError(
                reason: stop.isSet
                    ? isEnded
                    : "\(plugin.command) took longer than \(seconds) seconds or wrote more than 1 MiB; it was ended.")
        }
        // The low seven bits are the signal that ended it, the byte above is what it exited with.
        guard status & 0x7f == 0, (status >> 8) & 0xff == 0 else {
            let signal = status & 0x7f
            let how = signal == 0 ? "exited with \((status >> 8) & 0xff)" : "was ended by signal \(signal)"
            throw CredentialError(reason: "\(plugin.command) \(how); its standard error is that of this process.")
        }
        return output
    }

    /// What a program ended with. One that has closed its output and goes on is ended at the deadline.
    private static func end(of process: pid_t, until deadline: ContinuousClock.Instant, _ stop: StopSign) -> Int32 {
        var status: Int32 = 0
        var pause: Int32 = 1
        // Not all systems tell of the end of one child in time; it nearly always is there at once.
        while ContinuousClock.now < deadline, !stop.isSet {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process || ended == -1 && errno != EINTR { return status }
            poll(nil, 0, pause)
            pause = min(pause * 2, Self.longestPause)
        }
        kill(process, SIGKILL)
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
        return status
    }

    private static func spawn(_ plugin: ExecPlugin, info: String, output: Int32) throws(CredentialError) -> pid_t {
        #if canImport(Darwin)
        var actions: posix_spawn_file_actions_t?
        #else
        var actions = posix_spawn_file_actions_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        let variables = plugin.environment.map { "\($0.name)=\($0.value.value)" } + ["KUBERNETES_EXEC_INFO=\(info)"]
        let own = Set(plugin.environment.map(\.name) + ["KUBERNETES_EXEC_INFO"])
        let inherited = ProcessEnvironment.lines.filter { line in !own.contains(String(line.prefix { $0 != "=" })) }
        var words: [UnsafeMutablePointer<CChar>?] = ([plugin.command] + plugin.arguments).map { strdup($0) } + [nil]
        var environment: [UnsafeMutablePointer<CChar>?] = (inherited + variables).map { strdup($0) } + [nil]
        defer { for text in words + environment { free(text) } }
        var process: pid_t = 0
        let result = posix_spawnp(&process, plugin.command, &actions, nil, &words, &environment)
        guard result == 0 else { throw Self.failure(plugin, "it cannot be started", code: result) }
        return process
    }

    private static func failure(_ plugin: ExecPlugin, _ what: String, code: Int32) -> CredentialError {
        var buffer = [CChar](repeating: 0, count: 256)
        let isKnown = strerror_r(code, &buffer, buffer.count) == 0
        let reason = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        let hint = plugin.installHint.map { " \($0)" } ?? ""
        return CredentialError(
            reason: "\(plugin.command): \(what): \(isKnown ? reason.lowercased() : "error \(code)").\(hint)")
    }

    /// All that comes until the other side ends; nil where that takes too long, is too much, or is to stop.
    private static func read(
        _ descriptor: Int32, until deadline: ContinuousClock.Instant, _ stop: StopSign
    ) -> [UInt8]? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            guard ContinuousClock.now < deadline, !stop.isSet else { return nil }
            var event = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = poll(&event, 1, Self.longestPause)
            if ready == 0 || ready == -1 && errno == EINTR { continue }
            guard ready > 0 else { return nil }
            let room = chunk.count
            let count = chunk.withUnsafeMutableBytes { Self.readSome(descriptor, $0.baseAddress, room) }
            if count == -1, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
            guard bytes.count <= Self.maximumOutput else { return nil }
        }
    }

    private static func readSome(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        #if canImport(Glibc)
        Glibc.read(descriptor, buffer, count)
        #elseif canImport(Musl)
        Musl.read(descriptor, buffer, count)
        #else
        Darwin.read(descriptor, buffer, count)
        #endif
    }
}
