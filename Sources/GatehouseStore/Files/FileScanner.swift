import GatehouseModel

/// Reads files and directories, again and again, and tells what is different each time.
///
/// Bound to one task; it does blocking I/O. Nothing is decoded twice while its text stays the same.
public struct FileScanner: ~Copyable {
    /// A path that was asked for and can't be read.
    public struct UnreadablePath: Hashable, Sendable {
        /// The path as it was given.
        public var path: String
        /// Why, in the system's words.
        public var reason: String
        /// Whether there is nothing at the path.
        public var isMissing: Bool
    }

    private struct Known {
        var status: FileStatus
        /// Whether a write could have happened after the last reading without a trace in `status`.
        var isRacy: Bool
        var manifest: ManifestFile?
        /// The finding when the file could not be read.
        var failure: Diagnostic?
    }

    private let paths: [String]
    private let reader: DocumentReader
    private var known: [SourceUnit: Known] = [:]
    /// The files that are known, by path.
    private var units: [String: SourceUnit] = [:]
    private var obstacles: [SourceUnit: FileTree.Obstacle] = [:]
    /// The directories in which something can change that matters here, as of the last scan.
    private(set) var directories: Set<String> = []
    /// The paths that were asked for and that the last scan could not read.
    public private(set) var unreadablePaths: [UnreadablePath] = []
    /// How many files the last scan found.
    public var fileCount: Int { self.known.count }

    /// A scanner that has not looked yet.
    public init(paths: [String], reader: DocumentReader) {
        self.paths = paths
        self.reader = reader
    }

    /// Looks at everything, reads what may have changed, and tells what has.
    public mutating func scan() -> SourceChange { self.scan(touched: [], busy: []) }

    /// Looks at what was noticed; at everything where that may not be all.
    mutating func scan(_ pending: ChangeInbox.Pending) -> SourceChange {
        if pending.isComplete, let change = self.scanFiles(pending.touched.subtracting(pending.busy)) { return change }
        return self.scan(touched: pending.touched, busy: pending.busy)
    }

    /// Looks at these files and no others; nil when one of them is not a file that was there before.
    private mutating func scanFiles(_ paths: Set<String>) -> SourceChange? {
        var entries: [FileTree.Entry] = []
        for path in paths {
            guard let unit = self.units[path], case .success(let status) = FileStatus.of(path), status.kind == .file
            else {
                return nil
            }
            entries.append(FileTree.Entry(unit: unit, status: status))
        }
        var change = SourceChange()
        for entry in entries { change.replaced[entry.unit] = self.refresh(entry, isTouched: true) }
        return change
    }

    /// Looks at everything again.
    ///
    /// - Parameters:
    ///   - touched: paths that were written to; they are read even where their status looks the same.
    ///   - busy: paths that somebody is writing to now; what they held before stands.
    mutating func scan(touched: Set<String>, busy: Set<String>) -> SourceChange {
        let tree = FileTree(paths: self.paths)
        self.directories = tree.directories
        var change = SourceChange()
        var present: Set<SourceUnit> = []
        for entry in tree.entries {
            present.insert(entry.unit)
            self.units[entry.unit.name] = entry.unit
            if busy.contains(entry.unit.name) { continue }
            if let documents = self.refresh(entry, isTouched: touched.contains(entry.unit.name)) {
                change.replaced[entry.unit] = documents
            }
        }
        for unit in Array(self.known.keys) where !present.contains(unit) {
            // What lies below a directory that can't be listed has not gone; nobody can say.
            let isHidden = tree.obstacles.contains { !$0.error.isMissing && $0.covers(unit) }
            if isHidden { continue }
            self.known[unit] = nil
            self.units[unit.name] = nil
            change.removed.insert(unit)
        }
        self.note(tree.obstacles, in: &change)
        return change
    }

    /// Reads one file if it may have changed; nil when it holds what it held.
    private mutating func refresh(_ entry: FileTree.Entry, isTouched: Bool) -> [Document]? {
        let path = entry.unit.name
        if let known = self.known[entry.unit] {
            let mayHaveChanged = isTouched || known.isRacy || known.status != entry.status
            // A stream has given all that it had.
            if !mayHaveChanged || entry.status.kind == .stream { return nil }
        }
        let isRacy = entry.status.isRacy(at: FileStatus.now())
        let (reader, file) = (self.reader.read, path)
        let before = self.known[entry.unit]
        let result: Result<[UInt8], FileContents.Failure> =
            path == FilePath.standardInput
            ? FileContents.read(descriptor: 0) : FileContents.read(path, sizeHint: entry.status.size)
        switch result {
        case .success(let text):
            if var known = before, known.manifest != nil {
                let isDifferent = known.manifest?.update(text: text) { reader($0, file, $1) } ?? true
                let hadFailed = known.failure != nil
                (known.status, known.isRacy, known.failure) = (entry.status, isRacy, nil)
                self.known[entry.unit] = known
                return isDifferent || hadFailed ? known.manifest?.documents : nil
            }
            let manifest = ManifestFile(text: text) { reader($0, file, $1) }
            self.known[entry.unit] = Known(status: entry.status, isRacy: isRacy, manifest: manifest, failure: nil)
            return manifest.documents
        case .failure(let failure):
            let diagnostic = Self.diagnostic(for: failure, at: path)
            let isNews = before?.failure != diagnostic
            self.known[entry.unit] = Known(
                status: entry.status, isRacy: true, manifest: before?.manifest, failure: diagnostic)
            return isNews ? [Document(isUnreadable: true, diagnostics: [diagnostic])] : nil
        }
    }

    /// Keeps the diagnostics about paths that can't be looked at in step with the obstacles.
    private mutating func note(_ found: [FileTree.Obstacle], in change: inout SourceChange) {
        let current = Dictionary(found.map { ($0.unit, $0) }, uniquingKeysWith: { first, _ in first })
        for (unit, obstacle) in current where self.obstacles[unit] != obstacle {
            change.replaced[unit] = [
                Document(isUnreadable: !obstacle.error.isMissing, diagnostics: [Self.diagnostic(for: obstacle)])
            ]
            change.removed.remove(unit)
        }
        for unit in self.obstacles.keys where current[unit] == nil && change.replaced[unit] == nil {
            if let documents = self.known[unit]?.manifest?.documents {
                change.replaced[unit] = documents
            } else {
                change.removed.insert(unit)
            }
        }
        self.obstacles = current
        self.unreadablePaths = found.filter(\.isRoot).map {
            UnreadablePath(path: $0.unit.name, reason: $0.error.description, isMissing: $0.error.isMissing)
        }
        let failed = self.known.filter { $0.value.failure != nil && self.paths.contains($0.key.name) }
        for (unit, known) in failed.sorted(by: { $0.key < $1.key }) {
            guard let failure = known.failure else { continue }
            self.unreadablePaths.append(
                UnreadablePath(path: unit.name, reason: failure.message, isMissing: false))
        }
    }

    private static func diagnostic(for failure: FileContents.Failure, at path: String) -> Diagnostic {
        switch failure {
        case .system(let error):
            .unreadable(
                path, "\(path) cannot be read: \(error). What was last read from it stays in place until it can be.")
        case .tooLarge:
            .unreadable(
                path,
                """
                \(path) is larger than \(FileContents.maximumSize >> 20) MiB and is not read. Split it into \
                several files of one directory.
                """, code: "GH0152")
        }
    }

    private static func diagnostic(for obstacle: FileTree.Obstacle) -> Diagnostic {
        let path = obstacle.unit.name
        if obstacle.error.isMissing {
            return .unreadable(
                path, "\(path) does not exist. It is read as soon as it appears.", code: "GH0150", level: .warning)
        }
        return .unreadable(
            path,
            """
            \(path) cannot be read: \(obstacle.error). Give the gateway's user permission; what was last read \
            from it stays in place until then.
            """)
    }
}

extension FileTree.Obstacle {
    /// Whether `unit` lies at or below this path.
    func covers(_ unit: SourceUnit) -> Bool {
        unit.rank == self.unit.rank
            && (unit.name == self.unit.name || unit.name.hasPrefix(FilePath.appending("", to: self.unit.name)))
    }
}
