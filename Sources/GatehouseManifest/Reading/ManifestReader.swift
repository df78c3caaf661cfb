import GatehouseModel

/// Reads resources from manifests: YAML or JSON, with any number of documents and lists of resources.
///
/// Whatever the bytes are, the result comes in time and memory proportional to them, and what is wrong in one document or
/// resource leaves the others alone. Field names and values are taken as a cluster would take them.
public struct ManifestReader: Sendable {
    /// How strictly manifests are read.
    public var options: ManifestOptions

    /// A reader.
    public init(options: ManifestOptions = ManifestOptions()) { self.options = options }

    /// The resources in a file. `file` names it in diagnostics and is not opened.
    public func read(bytes: [UInt8], file: String) -> ManifestResult {
        var result = ManifestResult()
        var report = Report(file: file, maximum: self.options.maximumDiagnostics)
        let allowance = Allowance()
        let maximumSize = min(self.options.maximumFileSize, 1 << 30)
        if bytes.count <= maximumSize {
            for chunk in YAMLDocuments(bytes: bytes) {
                self.read(chunk, of: bytes, allowance, into: &result, report: &report)
            }
        } else {
            result.unreadableDocumentCount = 1
            let message = "The file has \(bytes.count) bytes, more than the \(maximumSize) that are allowed; split it."
            report.add(YAMLError(reason: .limit, line: 1, message: message))
        }
        result.diagnostics = report.finish()
        return result
    }

    private func read(
        _ chunk: YAMLDocuments.Chunk, of bytes: [UInt8], _ allowance: Allowance, into result: inout ManifestResult,
        report: inout Report
    ) {
        do throws(YAMLError) {
            let limits = YAMLLimits(aliasedNodes: allowance.aliasedNodes)
            guard let tree = try YAMLParser.parse(bytes: bytes, chunk: chunk, limits: limits) else { return }
            allowance.aliasedNodes -= tree.aliasedNodes
            result.documentCount += 1
            DocumentReader(tree: tree, options: self.options, allowance: allowance).read(into: &result, report: &report)
        } catch {
            result.documentCount += 1
            result.unreadableDocumentCount += 1
            report.add(error)
        }
    }
}
