/// The manifests that a list of paths leads to at one moment, and the directories to watch for them.
struct FileTree {
    /// One file to read.
    struct Entry {
        var unit: SourceUnit
        var status: FileStatus
    }

    /// A path that leads nowhere.
    struct Obstacle: Hashable {
        var unit: SourceUnit
        var error: SystemError
        /// Whether it is one of the paths that were asked for, and not something found below one.
        var isRoot: Bool
    }

    /// The files, in the order that decides between definitions of one resource.
    private(set) var entries: [Entry] = []
    /// What can't be looked at.
    private(set) var obstacles: [Obstacle] = []
    /// The directories in which something can change that matters here.
    private(set) var directories: Set<String> = []

    private var filesSeen: Set<FileStatus.Identity> = []
    private var directoriesSeen: Set<FileStatus.Identity> = []

    /// Walks the paths.
    init(paths: [String]) {
        // A file that several of the paths lead to belongs to the last of them, which overrides the others.
        for (rank, path) in paths.enumerated().reversed() { self.walk(root: path, rank: rank) }
    }

    private mutating func walk(root: String, rank: Int) {
        let unit = SourceUnit(rank: rank, name: root)
        if root == FilePath.standardInput {
            self.entries.append(Entry(unit: unit, status: .standardInput))
            return
        }
        switch FileStatus.of(root) {
        case .failure(let error):
            self.obstacles.append(Obstacle(unit: unit, error: error, isRoot: true))
            self.directories.insert(Self.nearestDirectory(to: root))
        case .success(let status) where status.kind == .directory:
            self.directories.insert(FilePath.parent(of: root))
            self.walk(directory: root, status: status, rank: rank, isRoot: true)
        case .success(let status):
            self.add(root, status: status, rank: rank)
        }
    }

    private mutating func walk(directory: String, status: FileStatus, rank: Int, isRoot: Bool) {
        // Links can lead back to where the walk came from.
        guard self.directoriesSeen.insert(status.identity).inserted else { return }
        self.directories.insert(directory)
        let names: [String]
        switch FileContents.list(directory) {
        case .success(let found): names = found
        case .failure(let error):
            self.obstacles.append(
                Obstacle(unit: SourceUnit(rank: rank, name: directory), error: error, isRoot: isRoot))
            return
        }
        for name in names where !FilePath.isHidden(name) {
            let path = FilePath.appending(name, to: directory)
            guard case .success(let status) = FileStatus.of(path) else {
                // A link without a target, or a file that went away between the listing and now.
                continue
            }
            switch status.kind {
            case .directory: self.walk(directory: path, status: status, rank: rank, isRoot: false)
            case .file where FilePath.isManifest(name): self.add(path, status: status, rank: rank)
            case .file, .stream, .other: break
            }
        }
    }

    private mutating func add(_ path: String, status: FileStatus, rank: Int) {
        self.directories.insert(FilePath.parent(of: path))
        if let target = FileContents.target(of: path) { self.directories.insert(FilePath.parent(of: target)) }
        // The same file by another path or another `-f` is the same file.
        guard self.filesSeen.insert(status.identity).inserted else { return }
        self.entries.append(Entry(unit: SourceUnit(rank: rank, name: path), status: status))
    }

    /// The directory in which the first missing component of a path would appear.
    private static func nearestDirectory(to path: String) -> String {
        var directory = FilePath.parent(of: path)
        while directory != "/", directory != "." {
            if case .success(let status) = FileStatus.of(directory), status.kind == .directory { return directory }
            directory = FilePath.parent(of: directory)
        }
        return directory
    }
}
