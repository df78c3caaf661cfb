import GRDB

/// The objects on disk: an SQLite database that one instance has for itself.
final class ObjectDatabase: Sendable {
    /// The database's file.
    let file: String
    private let lock: FolderLock
    /// The connection, which this has alone.
    let queue: DatabaseQueue

    /// Opens the database, or makes one.
    ///
    /// - Parameter file: Its path. The folder is made where it is missing, but not those above it.
    init(_ file: String, limits: RegistryLimits) throws(StorageError) {
        self.file = file
        let folder = PrivateFile.folder(of: file)
        do throws(SystemProblem) {
            try PrivateFile.makeFolder(folder)
        } catch {
            throw .failed(file: folder, action: "make", problem: "\(error)")
        }
        self.lock = try FolderLock(folder)
        do {
            try PrivateFile.make(file)
            self.queue = try Self.open(file, limits)
        } catch {
            throw StorageError(error, file: file, action: "open")
        }
    }

    // The lock goes last.
    deinit { try? self.queue.close() }

    private static func open(_ file: String, _ limits: RegistryLimits) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "gatehouse.storage.database"
        configuration.prepareDatabase { database in
            // Whoever writes besides would not be noticed: all reading is from memory.
            try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE; PRAGMA cell_size_check = ON")
        }
        let queue = try DatabaseQueue(path: file, configuration: configuration)
        try queue.inDatabase { database in
            try Self.checkPages(of: database, file: file)
            let version = try DatabaseSchema.version(of: database, file: file)
            // What is acknowledged survives a power failure: every commit waits for the disk, on macOS for its platter.
            guard try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL") == "wal" else {
                throw DatabaseError(resultCode: .SQLITE_CANTOPEN, message: "no write-ahead log can be kept here")
            }
            try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON")
            // After a burst the log beside the database is cut to this.
            _ = try Int64.fetchOne(database, sql: "PRAGMA journal_size_limit = \(8 * 1024 * 1024)")
            try DatabaseSchema.migrate(database, from: version)
            let pageSize = max(512, try Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 4096)
            let pages = max(16, Int64(limits.storeBytes) / pageSize)
            _ = try Int64.fetchOne(database, sql: "PRAGMA max_page_count = \(min(pages, Int64(Int32.max)))")
        }
        return queue
    }

    /// Finds damage that reading all objects would not.
    private static func checkPages(of database: Database, file: String) throws {
        let problem = try String.fetchOne(database, sql: "PRAGMA quick_check(1)")
        guard problem == "ok" else {
            throw StorageError.damaged(file: file, problem: problem ?? "it cannot be checked")
        }
    }
}

extension ObjectDatabase {
    /// All that is stored: the objects, those of one kind together and in order, and the last change's revision.
    func read() throws(StorageError) -> (objects: [StoredObject], revision: Int64) {
        do {
            return try self.queue.inDatabase { database in
                guard let revision = try Int64.fetchOne(database, sql: "SELECT revision FROM store WHERE id = 1"),
                    // No lifetime is long enough for so many changes.
                    (1...Int64.max / 2).contains(revision)
                else {
                    throw StorageError.damaged(file: self.file, problem: "it does not say how many changes there were")
                }
                var objects: [StoredObject] = []
                let rows = try Row.fetchCursor(database, sql: StoredRow.selection)
                while let row = try rows.next() {
                    objects.append(try StoredRow(row, file: self.file).object(in: self.file, upTo: revision))
                }
                return (objects, revision)
            }
        } catch {
            throw StorageError(error, file: self.file, action: "read")
        }
    }

    /// Stores changes, all or none. When it returns they are on disk.
    func write(_ steps: [ObjectTransaction.Step]) throws(StorageError) {
        guard let revision = steps.last?.event.revision else { return }
        do {
            try self.queue.write { database in
                for step in steps { try StoredRow.write(step, to: database) }
                let count = try database.cachedStatement(sql: "UPDATE store SET revision = ? WHERE id = 1")
                try count.execute(arguments: [revision])
            }
        } catch {
            throw StorageError(error, file: self.file, action: "write")
        }
    }
}
