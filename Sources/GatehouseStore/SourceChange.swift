public import GatehouseModel

/// What one reading of a source found to be different.
public struct SourceChange: Sendable {
    /// The contents of new and changed units.
    public var replaced: [SourceUnit: [Document]]
    /// The units that are gone, and their resources with them.
    public var removed: Set<SourceUnit>

    /// A change; the default one changes nothing.
    public init(replaced: [SourceUnit: [Document]] = [:], removed: Set<SourceUnit> = []) {
        self.replaced = replaced
        self.removed = removed
    }

    /// Whether there is nothing to apply.
    public var isEmpty: Bool { self.replaced.isEmpty && self.removed.isEmpty }
}

/// One document of a source unit: what it defines and what is wrong with it.
public struct Document: Sendable {
    /// The resources that may be served, in the order they are written.
    public var resources: [AnyResource]
    /// The resources that the document names but that may not be served as written.
    public var rejected: [RejectedResource]
    /// Those of the rejected ones that could be read, as they are written.
    public var unservable: [AnyResource] = []
    /// Resources of kinds that the gateway has no use for.
    public var passedOver: [PassedOverResource] = []
    /// Whether the document could not be read at all, so that nobody knows which resources it means to define.
    public var isUnreadable: Bool
    /// What is wrong.
    public var diagnostics: [Diagnostic]
    /// The reading that it comes from.
    var reading = Reading()

    /// One act of reading; nothing but its identity matters.
    final class Reading: Sendable {}

    /// Whether both come from one reading and stand at the same place, so that all of them is the same.
    func isSame(as other: Document) -> Bool { self.reading === other.reading }

    /// A document.
    public init(
        resources: [AnyResource] = [], rejected: [RejectedResource] = [], isUnreadable: Bool = false,
        diagnostics: [Diagnostic] = []
    ) {
        self.resources = resources
        self.rejected = rejected
        self.isUnreadable = isUnreadable
        self.diagnostics = diagnostics
    }
}
