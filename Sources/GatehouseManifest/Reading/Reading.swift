import GatehouseModel

/// The state of reading one resource: where the reader is, and what it has found so far.
final class Reading {
    /// Whose rules hold for names and values.
    enum Dialect {
        /// JSON as Protocol Buffers read it, for Istio's kinds: fields go by either of their names, numbers may be quoted,
        /// enumerations may be numbers.
        case protobuf
        /// JSON as Kubernetes reads it.
        case kubernetes
    }

    /// A diagnostic that does not know its resource yet.
    struct Problem {
        var code: String
        var level: Diagnostic.Level
        var effect: Diagnostic.Effect
        var field: FieldPath?
        var line: Int
        var message: String
    }

    /// One step of the path to the value that is being read.
    enum Step {
        case field(StaticString)
        case key(Int)
        case index(Int)
    }

    let tree: YAMLTree
    let options: ManifestOptions
    let dialect: Dialect
    var path: [Step] = []
    private(set) var problems: [Problem] = []
    /// Whether something was wrong that can't be passed over.
    private(set) var isRejected = false

    init(tree: YAMLTree, options: ManifestOptions, dialect: Dialect) {
        self.tree = tree
        self.options = options
        self.dialect = dialect
    }

    /// Where the reader is.
    var field: FieldPath {
        FieldPath(
            components: self.path.map { step in
                switch step {
                case .field(let name): .key("\(name)")
                case .key(let node): .key(self.tree.string(node))
                case .index(let index): .index(index)
                }
            })
    }

    /// The value that is being read is not what it should be.
    func refuse(_ node: Int, _ message: String) { self.add(.error, at: self.field, node: node, message) }

    /// Adds a finding about a field, at the line of a node. An error rejects the resource.
    func add(
        _ level: Diagnostic.Level, code: String = "IST0106", effect: Diagnostic.Effect = .resourceRejected,
        at field: FieldPath?, node: Int, _ message: String
    ) {
        if level == .error { self.isRejected = true }
        guard self.problems.count <= self.options.maximumDiagnostics else { return }
        self.problems.append(
            Problem(
                code: code, level: level, effect: effect, field: field, line: self.tree.line(node), message: message))
    }
}
