/// Operations on paths as text; nothing here looks at the disk.
enum FilePath {
    /// What stands for the standard input where a path is asked for.
    static let standardInput = "-"

    /// The path of an entry of a directory.
    static func appending(_ name: String, to directory: String) -> String {
        directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
    }

    /// The directory that holds the path's last component.
    static func parent(of path: String) -> String {
        var path = Substring(path)
        while path.count > 1, path.last == "/" { path.removeLast() }
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The name of the entry that the path leads to.
    static func lastComponent(of path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// Whether a directory's entry is read without being named: a manifest by its ending, and not hidden.
    static func isManifest(_ name: String) -> Bool {
        !self.isHidden(name) && [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
    }

    /// Whether an entry of a directory is passed over. Among them are the `..data` and `..2024_…` directories of a
    /// mounted ConfigMap, whose files show once more under their own names.
    static func isHidden(_ name: String) -> Bool { name.hasPrefix(".") }
}
