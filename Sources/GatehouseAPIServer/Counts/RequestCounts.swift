import GatehouseObjects
import Synchronization

/// Counts requests.
final class RequestCounts: Sendable {
    private let counts = Mutex<[RequestCount.Sort: Int]>([:])

    /// All sorts that came so far, in no order.
    var all: [RequestCount] { self.counts.withLock { $0.map { RequestCount(sort: $0, count: $1) } } }

    /// Counts a request that was answered.
    func count(_ call: APICall, _ route: APIRoute?, code: Int) {
        var target: ObjectTarget?
        if case .objects(let objects) = route { target = objects }
        let sort = RequestCount.Sort(
            verb: RequestVerb(of: call, target), group: target?.resource.group ?? "",
            resource: target?.resource.plural ?? "", code: code)
        self.counts.withLock { $0[sort, default: 0] += 1 }
    }
}

extension APIService {
    /// How many requests were answered, those of the gateway itself among them. A watch counts when it begins.
    public var requestCounts: [RequestCount] { self.counts.all }

    /// How many watches clients have open.
    public var watchCount: Int { self.watches.count }
}
