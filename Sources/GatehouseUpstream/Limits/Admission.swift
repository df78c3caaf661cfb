/// The right of one thing, a request or a connection say, to be under way in a cluster.
///
/// It cannot be copied, and ends with its life: hold it as long as the thing lasts, then let go of it (set the property
/// that holds it to nil). That it was counted, or was not because there was no limit at that time, is its own business, so
/// that counts are taken back exactly once, whatever has become of the limits.
public struct Admission: ~Copyable, Sendable {
    private let limits: ClusterLimits?
    private let resource: ClusterLimits.Resource

    /// One that nobody counts.
    init() {
        self.limits = nil
        self.resource = .requests
    }

    /// One that was counted.
    init(to resource: ClusterLimits.Resource, of limits: ClusterLimits) {
        self.limits = limits
        self.resource = resource
    }

    deinit { self.limits?.leave(self.resource) }

    /// Whether it was counted.
    public var isCounted: Bool { self.limits != nil }
}
