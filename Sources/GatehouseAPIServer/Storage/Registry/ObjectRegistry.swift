/// All objects: in memory to be read, in a database to be kept, with a number for every change.
///
/// Numbers (revisions) go up by one with each change of an object, removals included, and never back, also across
/// restarts. They are what `metadata.resourceVersion` says.
public actor ObjectRegistry {
    /// Where changes are kept.
    enum Storage {
        case memory
        case disk(ObjectDatabase)
        case closed
    }

    nonisolated let executor = StorageExecutor()
    /// What all work runs on: a queue of its own, for a change waits until the disk has it.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { self.executor.asUnownedSerialExecutor() }

    var storage: Storage
    var table: StoredObjectTable
    var log: EventLog
    var watches = WatchTable()
    let departed = DepartedWatches()
    nonisolated let counts = StorageCounts()
    /// The database's file; nil where nothing is kept.
    nonisolated let file: String?
    /// Changes that were asked for and wait to be made together.
    var waiting: [WaitingChanges] = []

    /// Opens the objects of a database, or makes an empty one. Blocks until all of it is read.
    ///
    /// Where the folder is missing it is made, but not those above it. Beside the file are its write-ahead log and, in the
    /// same folder, a file `lock`, by which the folder is one registry's alone as long as that lives. All of them are
    /// for their owner only, for Secrets are among the objects.
    ///
    /// - Parameter path: The file.
    /// - Throws: when the folder is in use, or the file is another program's, damaged, of a later version, or not to be
    ///   written. The file is then as it was.
    public init(storedAt path: String, limits: RegistryLimits = RegistryLimits()) throws(StorageError) {
        let database = try ObjectDatabase(path, limits: limits)
        let (objects, revision) = try database.read()
        self.file = path
        self.storage = .disk(database)
        self.table = StoredObjectTable(objects)
        self.log = EventLog(revision: revision, limits: limits)
        self.counts.add(objects)
    }

    /// An empty registry that keeps nothing: for tests, and for trying something out.
    public init(limits: RegistryLimits = RegistryLimits()) {
        self.file = nil
        self.storage = .memory
        self.table = StoredObjectTable([])
        self.log = EventLog(revision: 1, limits: limits)
    }

    /// Ends all watches and lets go of the file and its folder. Objects can still be read; changes fail with
    /// `StorageError.closed`.
    public func close() {
        self.storage = .closed
        self.watches.removeAll()
    }
}

extension ObjectRegistry {
    /// Whether `close` was called.
    var isClosed: Bool { if case .closed = self.storage { true } else { false } }

    /// That of the last change; 1 where there was none.
    public var revision: Int64 { self.log.revision }

    /// An object; nil for none.
    public func object(_ key: ObjectKey) -> StoredObject? { self.table[key] }

    /// The objects of a kind, of one namespace or all (nil), by namespace and then name in the order of their bytes, and
    /// the revision at which that is so.
    public func objects(of kind: ObjectKind, in namespace: String?) -> (objects: [StoredObject], revision: Int64) {
        (self.table.objects(of: kind, in: namespace), self.log.revision)
    }

    /// The same as it was right after the change with a certain revision: the further pages of a list.
    ///
    /// - Throws: `RegistryError.expired` when later changes are not all remembered.
    public func objects(
        of kind: ObjectKind, in namespace: String?, at revision: Int64
    ) throws(RegistryError) -> [StoredObject] {
        let later = try self.log.events(after: revision, in: ObjectScope(kind: kind, namespace: namespace))
        return self.table.objects(of: kind, in: namespace, before: later)
    }
}
