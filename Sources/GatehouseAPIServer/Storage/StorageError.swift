/// Why objects cannot be kept on disk.
public enum StorageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Somebody else has the folder.
    case inUse(folder: String)
    /// The file is of another program.
    case foreign(file: String)
    /// The file was written by a later version: its schema has number `found`, and `known` is the last that is understood.
    case newer(file: String, found: Int64, known: Int64)
    /// What the file holds is not what was written to it.
    case damaged(file: String, problem: String)
    /// The disk is full, or the file as large as it may get (`RegistryLimits.storeBytes`).
    case full(file: String)
    /// The system or the database refuses. `action` is the infinitive of what was tried.
    case failed(file: String, action: String, problem: String)
    /// The registry was closed.
    case closed

    /// For people: what is wrong, what that means and what to do.
    public var description: String {
        switch self {
        case .inUse(let folder):
            "\(folder) is in use by another instance; this one does not start. Stop the other one or name another folder."
        case .foreign(let file):
            "\(file) is not a database of objects of this program; it is left as it is. Move it away or name another folder."
        case .newer(let file, let found, let known):
            """
            \(file) was written by a later version (its schema is \(found), this version knows up to \(known)); it is left \
            as it is. Use that version or name another folder.
            """
        case .damaged(let file, let problem):
            """
            \(file) is damaged: \(problem). Nothing was changed. Put a copy back that is known to be good, or move the file \
            and those beside it with the same beginning away to start empty.
            """
        case .full(let file):
            """
            \(file) cannot grow: the disk is full or the file has reached its limit. The change was not made. Delete objects \
            or make room.
            """
        case .failed(let file, let action, let problem):
            "cannot \(action) \(file): \(problem). What was to be done was not done; see to the file's folder and disk."
        case .closed: "the storage of objects was closed; the change was not made"
        }
    }
}
