import GatehouseRouting
import Testing

/// Whether the simulator tells what the proxy does.
enum Agreement {
    /// Compares the two accounts of a call. Where chance decides, the simulator goes on with one destination of several;
    /// then the rest is compared if the proxy chose the same.
    static func check(_ explanation: Explanation, _ live: Account, about call: Call) {
        var told = Account(explanation)
        var done = live
        if let cluster = done.cluster, told.cluster != cluster {
            #expect(explanation.possibleClusters.contains(cluster), "both: \(call.label)")
            (told.cluster, told.upstream) = (nil, nil)
            (done.cluster, done.upstream) = (nil, nil)
        }
        let what: Comment = "both: \(call.label)"
        #expect(told.outcome == done.outcome, what)
        #expect(told.status == done.status, what)
        if explanation.outcome != .forward { #expect(told.flag == done.flag, what) }
        #expect(told.location == done.location, what)
        #expect(told.routeName == done.routeName, what)
        #expect(told.cluster == done.cluster, what)
        #expect(told.upstream?.method == done.upstream?.method, what)
        #expect(told.upstream?.path == done.upstream?.path, what)
        #expect(told.upstream?.authority == done.upstream?.authority, what)
        // That there is no body is said to upstreams of HTTP/1.1 by the connection, whatever the route is.
        let fields = done.upstream?.fields.filter {
            $0 != "content-length: 0" || told.upstream?.fields.contains($0) == true
        }
        #expect(told.upstream?.fields == fields, what)
    }
}
