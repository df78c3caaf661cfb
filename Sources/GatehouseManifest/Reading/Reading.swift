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
    private let allowance: Allowance
    var path: [Step] = []
    private(set) var problems: [Problem] = []
    /// Whether something was wrong that can't be passed over.
    private(set) var isRejected = false

    init(tree: YAMLTree, options: ManifestOptions, allowance: Allowance, dialect: Dialect) {
        self.tree = tree
        self.options = options
        self.allowance = allowance
        self.dialect = dialect
    }

    /// Where the reader is.
    var field: FieldPath {
        FieldPath(
            components: self.path.map { step in
                switch step {
                case .field(let name): .key("\(name)")
                case .key(let node): .key(self.tree.excerpt(node) ?? "")
                case .index(let index): .index(index)
                }
            })
    }

    /// The value that is being read is not what it should be.
    func refuse(_ node: Int, _ message: @autoclosure () -> String) {
        self.add(.error, at: self.field, node: node, message())
    }

    /// Whether there are so many findings that no more are kept.
    private var isFull: Bool { self.problems.count >= self.options.maximumDiagnostics }

    /// Adds a finding about a field, at the line of a node. An error rejects the resource.
    func add(
        _ level: Diagnostic.Level, code: String = "IST0106", effect: Diagnostic.Effect = .resourceRejected,
        at field: @autoclosure () -> FieldPath?, node: Int, _ message: @autoclosure () -> String
    ) {
        if level == .error { self.isRejected = true }
        if self.isFull { return }
        self.problems.append(
            Problem(
                code: code, level: level, effect: effect, field: field(), line: self.tree.line(node), message: message()
            ))
    }

    /// Takes memory for a value; false, and told once, when the file has had its share.
    func spend(_ bytes: Int, for node: Int) -> Bool {
        if self.allowance.spend(bytes) { return true }
        if self.isExhausted { return false }
        self.isExhausted = true
        self.add(
            .error, code: "GH0104", at: self.field, node: node,
            "`\(self.field)` and what is before it in the file need too much memory; split the file.")
        return false
    }

    private var isExhausted = false
}
