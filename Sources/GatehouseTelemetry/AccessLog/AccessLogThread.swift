import Dispatch

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The thread behind an `AccessLogWriter`: takes what is queued and writes it until it is told to end.
struct AccessLogThread: Sendable {
    let file: LogFile
    let queue: AccessLogQueue
    let dropped: DroppedLines
    let report: @Sendable (String) -> Void

    /// Runs until the queue says `.end`.
    func run() {
        var file = self.file
        var isFailing = false
        while true {
            // Taken out of the array one by one, so that a written chunk's memory is nobody else's when it goes back.
            var items = Array(self.queue.take().reversed())
            while let item = items.popLast() {
                switch item {
                case .write(let chunk):
                    self.write(chunk, to: file, isFailing: &isFailing)
                case .reopen:
                    if let problem = file.reopen() { self.report(problem) }
                case .signal(let done):
                    done.signal()
                case .end(let done):
                    file.close()
                    done.signal()
                    return
                }
            }
        }
    }

    /// Writes lines. Failures are reported once until writing works again: a full disk must not fill another log.
    private func write(_ chunk: LogChunk, to file: LogFile, isFailing: inout Bool) {
        if let problem = file.write(chunk) {
            self.dropped.add(chunk.lines)
            if !isFailing { self.report(problem) }
            isFailing = true
        } else {
            isFailing = false
        }
        self.queue.recycle(chunk)
    }
}

/// Starts a detached thread that takes no signals, so that those of the process go to threads that expect them; whether
/// it could be started.
func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
    final class Body {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
    let box = Unmanaged.passRetained(Body(body))
    #if canImport(Darwin)
    var thread: pthread_t?
    let status = pthread_create(
        &thread, nil,
        { argument in
            blockSignals()
            Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
            return nil
        }, box.toOpaque())
    if status == 0, let thread { pthread_detach(thread) }
    #else
    var thread = pthread_t()
    let status = pthread_create(
        &thread, nil,
        { argument in
            blockSignals()
            if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
            return nil
        }, box.toOpaque())
    if status == 0 { pthread_detach(thread) }
    #endif
    if status != 0 { box.release() }
    return status == 0
}

/// Blocks all signals in the calling thread. `SIGPIPE` among them: a reader that has gone is an error of `write` then.
private func blockSignals() {
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
}
