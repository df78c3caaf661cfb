public import GatehouseModel

/// What was found in a file.
public struct ManifestResult: Sendable {
    /// The resources that could be read, in the file's order.
    public var resources: [AnyResource] = []
    /// Resources that are in the file but were rejected; their last good version should stay in force.
    public var rejected: [RejectedResource] = []
    /// Resources of kinds that the gateway has no use for.
    public var passedOver: [PassedOverResource] = []
    /// Those of the rejected ones of which something could be read, without what could not.
    public var unservable: [AnyResource] = []
    /// What is wrong, and what was passed over, in the file's order.
    public var diagnostics: [Diagnostic] = []
    /// Documents that are not empty.
    public var documentCount = 0
    /// Documents that could not be read at all, so that nobody knows which resources are in them.
    public var unreadableDocumentCount = 0

    /// Nothing.
    public init() {}
}
