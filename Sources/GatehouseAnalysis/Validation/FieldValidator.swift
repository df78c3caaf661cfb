import GatehouseModel

/// A place in a resource, and the collector for what is wrong there.
///
/// Checks move along the fields with subscripts, as paths do, and say what is wrong in words that follow the path:
/// `at["weight"].error("is -1; a weight is 0 or more")` reads "`spec.http[0].route[0].weight` is -1; …".
struct FieldValidator {
    private let collector: FindingCollector
    private let place: FindingCollector.Place

    /// The validator of a whole resource.
    init(collector: FindingCollector) { self.init(collector: collector, place: .root) }

    private init(collector: FindingCollector, place: FindingCollector.Place) {
        self.collector = collector
        self.place = place
    }

    /// The field.
    var path: FieldPath { self.collector.path(of: self.place) }

    /// The place of a field of this one.
    subscript(_ key: String) -> FieldValidator { self.appending(.key(key)) }
    /// The place of an entry of this list.
    subscript(_ index: Int) -> FieldValidator { self.appending(.index(index)) }

    /// The value is invalid. Istio refuses a resource with any such value at admission and goes on with the version
    /// that it has; dropping only the offending rule would send its requests to another rule. So do we.
    func error(_ text: String) { self.add("IST0106", .error, .resourceRejected, text) }

    /// The value is probably not what was meant.
    func warning(_ text: String, code: String = "IST0133", effect: Diagnostic.Effect = .none) {
        self.add(code, .warning, effect, text)
    }

    /// The value is fine but changes nothing.
    func info(_ text: String) { self.add("IST0133", .info, .none, text) }

    /// The field is honoured, but its replacement should be used.
    func deprecated(use replacement: String) {
        self.add("IST0002", .warning, .none, "is deprecated; use `\(replacement)`")
    }

    /// An error if there is a problem, worded to follow "is".
    func error(is problem: String?) {
        if let problem { self.error("is \(problem)") }
    }

    private func appending(_ component: FieldPath.Component) -> FieldValidator {
        FieldValidator(collector: self.collector, place: self.collector.place(component, in: self.place))
    }

    private func add(_ code: String, _ level: Diagnostic.Level, _ effect: Diagnostic.Effect, _ text: String) {
        let path = self.path
        self.collector.add(.init(code: code, level: level, effect: effect, path: path, message: "`\(path)` \(text)."))
    }
}
