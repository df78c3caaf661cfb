import GatehouseRouting
import GatehouseTestSupport
import Testing

/// What has to come of a call; what is left out does not matter.
struct Expectation: Decodable, Sendable {
    /// As `explain` names it.
    var outcome: String?
    var status: Int?
    /// The response flag, `-` for none.
    var flag: String?
    /// `namespace/name spec.http[0]` of the rule that takes the request; only simulated.
    var rule: String?
    /// The virtual host that is consulted; only simulated.
    var virtualHost: String?
    /// The origin that answers; only live.
    var backend: String?
    var location: String?
    /// The path with its query, and the authority, as the upstream sees them.
    var upstreamPath: String?
    var upstreamHost: String?
    /// Request headers as the upstream sees them; an empty value means absent.
    var upstreamHeaders: [String: OneOrMore]?
    /// Response headers, likewise; only live.
    var responseHeaders: [String: OneOrMore]?
    /// The response's body; only live.
    var body: String?
    /// How many requests the origins receive; only live.
    var tries: Int?

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case outcome, status, flag, rule, virtualHost, backend, location, upstreamPath, upstreamHost, upstreamHeaders
        case responseHeaders, body, tries
    }

    /// No expectation.
    init() {}

    init(from decoder: any Decoder) throws {
        try decoder.refuseOthers(than: CodingKeys.self)
        let members = try decoder.container(keyedBy: CodingKeys.self)
        self.outcome = try members.decodeIfPresent(String.self, forKey: .outcome)
        self.status = try members.decodeIfPresent(Int.self, forKey: .status)
        self.flag = try members.decodeIfPresent(String.self, forKey: .flag)
        self.rule = try members.decodeIfPresent(String.self, forKey: .rule)
        self.virtualHost = try members.decodeIfPresent(String.self, forKey: .virtualHost)
        self.backend = try members.decodeIfPresent(String.self, forKey: .backend)
        self.location = try members.decodeIfPresent(String.self, forKey: .location)
        self.upstreamPath = try members.decodeIfPresent(String.self, forKey: .upstreamPath)
        self.upstreamHost = try members.decodeIfPresent(String.self, forKey: .upstreamHost)
        self.upstreamHeaders = try members.decodeIfPresent([String: OneOrMore].self, forKey: .upstreamHeaders)
        self.responseHeaders = try members.decodeIfPresent([String: OneOrMore].self, forKey: .responseHeaders)
        self.body = try members.decodeIfPresent(String.self, forKey: .body)
        self.tries = try members.decodeIfPresent(Int.self, forKey: .tries)
    }

    /// Checks one side's account of the call.
    func check(_ account: Account, _ side: String, of call: Call) {
        let what: Comment = "\(side): \(call.label)"
        if let outcome = self.outcome { #expect(account.outcome == outcome, what) }
        // What an upstream answers can't be told without asking it.
        let isForwarded = account.outcome == Explanation.Outcome.forward.rawValue
        if let status = self.status, !isForwarded { #expect(account.status == status, what) }
        if let flag = self.flag, !isForwarded || side == "live" { #expect((account.flag ?? "-") == flag, what) }
        if let location = self.location { #expect(account.location == location, what) }
        if let path = self.upstreamPath { #expect(account.upstream?.path == path, what) }
        if let host = self.upstreamHost { #expect(account.upstream?.authority == host, what) }
        for (name, value) in self.upstreamHeaders ?? [:] {
            #expect((account.upstream?.values(name) ?? []) == value.expected, "\(side) \(name): \(call.label)")
        }
    }

    /// Checks what only a live response shows.
    func check(_ answer: LiveAnswer, of call: Call) {
        let what: Comment = "live: \(call.label)"
        if let backend = self.backend { #expect(answer.response.backend == backend, what) }
        if let body = self.body { #expect(answer.response.text == body, what) }
        if let tries = self.tries { #expect(answer.requests.count == tries, what) }
        for (name, value) in self.responseHeaders ?? [:] {
            #expect(answer.response.headers.values(name) == value.expected, "live \(name): \(call.label)")
        }
    }
}
