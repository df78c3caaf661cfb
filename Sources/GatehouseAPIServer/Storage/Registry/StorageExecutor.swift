@preconcurrency import Dispatch

/// A queue of its own for what waits for the disk: on the shared threads it would hold everything else up.
final class StorageExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "gatehouse.storage")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        self.queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    /// Runs something behind all that has been enqueued so far.
    func afterwards(_ work: @escaping @Sendable () -> Void) { self.queue.async(execute: work) }

    func checkIsolated() { dispatchPrecondition(condition: .onQueue(self.queue)) }
}
