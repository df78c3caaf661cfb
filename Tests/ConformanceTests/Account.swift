import GatehouseRouting
import GatehouseTestSupport

/// What became of a request, in the terms that the simulator and a live gateway share.
struct Account: Equatable {
    /// The request as the upstream sees it.
    struct Upstream: Equatable {
        var method: String
        var path: String
        var authority: String
        /// The fields in order as `name: value`, without those that differ from one request to the next.
        var fields: [String]

        init(method: String, path: String, authority: String, fields: [(name: String, value: String)]) {
            self.method = method
            self.path = path
            self.authority = authority
            self.fields = fields.map { (name: $0.name.lowercased(), value: $0.value) }
                .filter { !Account.varying.contains($0.name) }.map { "\($0.name): \($0.value)" }
        }

        func values(_ name: String) -> [String] {
            let start = "\(name.lowercased()): "
            return self.fields.filter { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }
        }
    }

    /// As `explain` names it.
    var outcome: String
    /// The gateway's own status; nil where the upstream gives it.
    var status: Int?
    /// The access log's response flag; nil for none.
    var flag: String?
    var location: String?
    /// The route's name in the access log.
    var routeName: String?
    /// The cluster that the request goes to.
    var cluster: String?
    var upstream: Upstream?

    /// Fields that are never the same twice, and `host`, which is the authority.
    static let varying: Set<String> = ["x-request-id", "host"]
}

extension Account {
    /// The simulator's account.
    init(_ explanation: Explanation) {
        self.init(
            outcome: explanation.outcome.rawValue, status: explanation.status, flag: explanation.responseFlag,
            location: explanation.location, routeName: explanation.route?.name,
            cluster: explanation.request == nil ? nil : explanation.likeliest?.cluster,
            upstream: explanation.request.map { request in
                Upstream(
                    method: request.method, path: request.path, authority: request.authority,
                    fields: request.headers.map { ($0.name, $0.value) })
            })
    }

    /// What a live gateway did, from its response, its access log and what an origin received first.
    init(_ answer: LiveAnswer, log: LoggedExchange) {
        let location = answer.response["location"]
        self.init(
            outcome: Self.outcome(details: log.details, flags: log.flags, location: location),
            status: log.details == "via_upstream" ? nil : answer.response.status,
            flag: log.flags == "-" ? nil : log.flags,
            location: location, routeName: log.routeName,
            cluster: answer.requests.isEmpty ? nil : log.cluster,
            upstream: answer.requests.first.map { request in
                Upstream(
                    method: request.method, path: request.url, authority: request.host,
                    fields: request.lines.map { ($0.name, $0.value) })
            })
    }

    /// The log's details as an outcome; details that stand for none are returned as they are.
    private static func outcome(details: String?, flags: String?, location: String?) -> String {
        let outcome: Explanation.Outcome? =
            switch details {
            case "via_upstream": .forward
            case "direct_response": location == nil ? .directResponse : .redirect
            case "cors_response": .directResponse
            case "fault_filter_abort": .fault
            case "route_not_found", "misdirected_request": .noRoute
            case "cluster_not_found": .noCluster
            case "no_healthy_upstream": .noEndpoints
            case "upgrade_failed": .badRequest
            default: flags == "DPE" ? .badRequest : flags == "DF" ? .noEndpoints : nil
            }
        return outcome?.rawValue ?? details ?? "nothing"
    }
}

extension Explanation {
    /// The destination that the explanation goes on with: of the heaviest the first.
    var likeliest: Destination? {
        self.destinations.reduce(self.destinations.first) { best, next in
            next.weight > (best?.weight ?? 0) ? next : best
        }
    }

    /// The clusters that the request may go to.
    var possibleClusters: Set<String> { Set(self.destinations.filter { $0.weight > 0 }.map(\.cluster)) }
}
