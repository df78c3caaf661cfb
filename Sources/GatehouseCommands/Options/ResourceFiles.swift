import GatehouseAnalysis
import GatehouseControl
import GatehouseManifest
import GatehouseModel
import GatehouseStore

/// Reads resources once, for the commands that answer and end.
enum ResourceFiles {
    /// What was read.
    struct Reading {
        /// The resources that would be served, and the findings.
        var contents: Store.Contents
        /// What was read, in the order of files.
        var documents: [Document]
        /// The resources that were found, served or not.
        var resourceCount: Int
        /// The files that were read.
        var fileCount: Int
    }

    /// Reads everything that the options name.
    ///
    /// - Parameters:
    ///   - unknownFields: what a field that its kind does not have is.
    ///   - purpose: what the resources are validated for.
    ///   - requiresManifests: whether finding no manifest at all is a failure, because then nothing was checked.
    static func read(
        _ options: ResourceOptions, unknownFields: ManifestOptions.UnknownFields,
        purpose: Validation.Purpose = .admission, requiresManifests: Bool
    ) throws(CommandFailure) -> Reading {
        let manifests = ManifestOptions(
            defaultNamespace: options.defaultNamespace, unknownFields: unknownFields)
        var scanner = FileScanner(
            paths: options.paths, reader: .validating(options: manifests, purpose: purpose))
        let change = scanner.scan()
        if let path = scanner.unreadablePaths.first {
            throw .unusable(
                path.isMissing
                    ? "\(path.path) does not exist; name an existing file or directory with -f, or - for standard input."
                    : "\(path.path) cannot be read: \(path.reason)")
        }
        if requiresManifests, scanner.fileCount == 0 {
            throw .unusable(
                """
                there is no *.yaml, *.yml or *.json file in \(options.paths.joined(separator: ", ")); name a file, or \
                a directory that holds some.
                """)
        }
        let store = Store()
        store.apply(change)
        let documents = change.replaced.sorted { ($0.key.rank, $0.key.name) < ($1.key.rank, $1.key.name) }.flatMap(
            \.value)
        return Reading(
            contents: store.contents(),
            documents: documents,
            resourceCount: documents.reduce(0) { $0 + $1.resources.count + $1.rejected.count },
            fileCount: scanner.fileCount)
    }
}
