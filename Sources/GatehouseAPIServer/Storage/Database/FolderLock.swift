#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Holds a folder for one instance as long as it lives.
///
/// The lock is on an open file and so goes with the process however that ends; the file that stays behind means nothing.
final class FolderLock: Sendable {
    private let descriptor: Int32

    /// Takes the folder.
    ///
    /// - Throws: `StorageError.inUse` when another instance has it, in this process or another.
    init(_ folder: String) throws(StorageError) {
        let path = "\(folder)/lock"
        do throws(SystemProblem) {
            let descriptor = try PrivateFile.open(path)
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let problem = SystemProblem(code: errno)
                close(descriptor)
                throw problem
            }
            self.descriptor = descriptor
        } catch {
            throw error.isLocked ? .inUse(folder: folder) : .failed(file: path, action: "lock", problem: "\(error)")
        }
    }

    deinit { close(self.descriptor) }
}
