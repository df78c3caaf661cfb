import GatehouseObjects

/// How an object is to be written.
struct WriteOptions: Sendable {
    /// What becomes of fields that nobody knows, or that are there twice.
    enum Strictness: String, CaseIterable, Sendable {
        /// They are left out.
        case ignore = "Ignore"
        /// The write fails.
        case strict = "Strict"
        /// They are left out, and the client is told.
        case warn = "Warn"
    }

    /// Whether it is only tried out.
    var isDryRun: Bool
    /// Who writes; nil where the client does not say so by `fieldManager`.
    var manager: String?
    /// What becomes of fields that are not known.
    var strictness: Strictness
    /// Whether an apply takes fields that others own.
    var force: Bool?

    /// Reads a query.
    ///
    /// - Parameter kind: `CreateOptions`, `UpdateOptions` or `PatchOptions`.
    /// - Throws: 422 where options are not what they may be.
    init(_ query: QueryParameters, _ kind: String) throws(APIStatus) {
        var problems: [APIStatus.Cause] = []
        let dryRun = query.text("dryRun")
        self.isDryRun = dryRun != nil
        if let dryRun, dryRun != "All" { problems.append(.unsupported("dryRun", dryRun, ["All"])) }
        self.manager = query.text("fieldManager")
        if let manager = self.manager { problems += Self.problems(ofManager: manager) }
        self.strictness = .warn
        if let text = query.text("fieldValidation") {
            if let strictness = Strictness(rawValue: text) {
                self.strictness = strictness
            } else {
                problems.append(.unsupported("fieldValidation", text, Strictness.allCases.map(\.rawValue)))
            }
        }
        self.force = query.flag("force")
        guard problems.isEmpty else { throw .invalidOptions(kind, problems) }
    }

    private static func problems(ofManager manager: String) -> [APIStatus.Cause] {
        if manager.utf8.count > FieldManagerName.limit { return [.tooLong("fieldManager", FieldManagerName.limit)] }
        if manager.unicodeScalars.contains(where: { !FieldManagerName.isPrintable($0) }) {
            return [.invalid("fieldManager", manager, "should only contain printable characters")]
        }
        return []
    }
}

/// Names of those who write objects.
enum FieldManagerName {
    /// How many bytes a name may have.
    static let limit = 128

    static func isPrintable(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x20 && scalar.value != 0x7F }

    /// The name of a client that does not say it: what is before the first slash in its `User-Agent`.
    static func of(userAgent: String?) -> String {
        let product = (userAgent ?? "").prefix { $0 != "/" }
        var name = ""
        for scalar in product.unicodeScalars where Self.isPrintable(scalar) {
            guard name.utf8.count + String(scalar).utf8.count <= Self.limit else { break }
            name.unicodeScalars.append(scalar)
        }
        return name.isEmpty ? "unknown" : name
    }
}
