import GatehouseModel

/// Fields of one resource that are accepted and not honoured yet, each with what the gateway does instead.
struct UnhonouredFields {
    private(set) var fields: [(path: FieldPath, instead: String)] = []

    /// Notes a field, if it is set. The path is not worked out otherwise, since hardly any field is noted.
    mutating func note(_ path: @autoclosure () -> FieldPath, if isSet: Bool = true, _ instead: String) {
        if isSet { self.fields.append((path(), instead)) }
    }

    /// One warning each.
    func diagnostics<Spec>(of resource: Resource<Spec>, code: String) -> [Diagnostic] {
        self.fields.map { path, instead in
            resource.diagnostic(
                code, .warning, .fieldIgnored, at: path, "`\(path)` is not honoured yet: \(instead).")
        }
    }
}
