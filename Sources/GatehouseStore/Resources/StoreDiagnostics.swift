package import GatehouseModel

/// The findings that only somebody who sees all units, and what they held before, can have.
extension Diagnostic {
    /// One resource is defined more than once.
    static func duplicate(
        _ resource: AnyResource, in unit: SourceUnit, of served: ResourceTable.Served
    ) -> Diagnostic {
        Diagnostic(
            code: "GH0153", level: .warning, effect: .partDropped, resource: resource.key, field: nil,
            location: resource.source?.location(of: .root),
            message: """
                It is already defined at \(Self.place(of: served.resource, in: served.unit)), which is \
                the one that is served; this one at \(Self.place(of: resource, in: unit)) is passed over. Remove or \
                rename one of them.
                """)
    }

    /// The last good version of a resource is served instead of the current one.
    static func held(_ served: ResourceTable.Served) -> Diagnostic {
        Diagnostic(
            code: "GH0154", level: .warning, effect: .resourceRejected, resource: served.resource.key, field: nil,
            location: nil,
            message: """
                What was last read in good order from \(served.unit.name) is still served; correct the errors \
                reported there, or remove the resource.
                """)
    }

    /// A path or a file can't be read.
    package static func unreadable(
        _ path: String, _ reason: String, code: String = "GH0151", level: Level = .error
    ) -> Diagnostic {
        Diagnostic(
            code: code, level: level, effect: .documentRejected, resource: nil, field: nil,
            location: SourceLocation(file: path, line: 1), message: reason)
    }

    private static func place(of resource: AnyResource, in unit: SourceUnit) -> String {
        guard let location = resource.source?.location(of: .root) else { return unit.name }
        return "\(location.file):\(location.line)"
    }
}
