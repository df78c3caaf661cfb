import GatehousePlan
import GatehouseTelemetry
import GatehouseUpstream

/// What an exchange counts for in its cluster's limits; each ends by being let go.
struct Admissions: ~Copyable {
    /// As one that waits for a connection.
    var pending: Admission?
    /// As a request, for the length of a try.
    var request: Admission?
    /// As a retry, until that has ended.
    var retry: Admission?

    /// Counts for nothing.
    init() {
        self.pending = nil
        self.request = nil
        self.retry = nil
    }
}

/// Limits of the cluster (circuit breaking): what is beyond is answered 503 UO.
extension Exchange {
    /// Counts the request; false when there are too many.
    func enterAsRequest(_ cluster: UpstreamCluster) -> Bool {
        guard let admission = cluster.admit(.requests) else { return false }
        self.admissions.request = consume admission
        return true
    }

    /// Counts the exchange as one that waits for a connection; false when there are too many.
    func enterAsPending(_ cluster: UpstreamCluster) -> Bool {
        guard let admission = cluster.admit(.pendingRequests) else { return false }
        self.admissions.pending = consume admission
        return true
    }

    /// Counts the exchange as one that is tried again, until that has ended; false when there are too many.
    func enterAsRetry(_ cluster: UpstreamCluster) -> Bool {
        self.admissions.retry = nil
        guard let admission = cluster.admit(.retries) else { return false }
        self.admissions.retry = consume admission
        return true
    }
}

extension UpstreamCluster {
    /// Lets one more in; nil, and counted, when there are too many.
    func admit(_ resource: ClusterLimits.Resource) -> Admission? {
        let admission = self.shared.limits.enter(resource, under: self.plan.limits)
        if admission == nil { self.counters.add(.overflowsTotal) }
        return admission
    }
}
