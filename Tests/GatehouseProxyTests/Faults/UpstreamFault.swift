import GatehousePlan
import GatehouseProxy
import GatehouseTestSupport
import Testing

/// One way for an upstream to fail, and what must come of it.
struct UpstreamFault: Sendable, CustomTestStringConvertible {
    /// What the upstream does with connections, by their number from 0.
    enum Upstream: Sendable {
        /// Nobody listens.
        case refuses
        /// Nothing answers the attempt to connect.
        case deaf
        /// Connections play these steps, each its own, and those beyond them the last.
        case plays([[OriginStep]])
    }

    /// What the client gets.
    enum Answer: Sendable, Equatable {
        /// A whole response: status and body.
        case response(Int, String)
        /// A response that breaks off after this much of its body.
        case cut(Int, String)

        var status: Int {
            switch self {
            case .response(let status, _), .cut(let status, _): status
            }
        }
    }

    var name: String
    var upstream: Upstream
    var policy = RoutePolicy()
    var limits = ProxyConfiguration.Limits()
    var request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    var answer: Answer
    /// The access log's flags and details.
    var flags: String
    var details: String
    /// How often the upstream was asked.
    var tries = 1
    /// Connections to the upstream that are kept for the next request.
    var kept = 0

    var testDescription: String { self.name }

    /// A reset's local reply in Envoy's words.
    static func resetBody(_ reason: String, transport: String? = nil, retried: Bool = false) -> String {
        "upstream connect error or disconnect/reset before headers. \(retried ? "retried and the latest " : "")"
            + "reset reason: \(reason)" + (transport.map { ", transport failure reason: \($0)" } ?? "")
    }

    /// Tries again without making the test wait.
    static func retry(_ attempts: Int, on conditions: String..., perTry: Duration? = nil) -> RoutePolicy {
        RoutePolicy(
            retry: RetryPolicy(
                attempts: attempts, conditions: conditions.filter { Int($0) == nil },
                statusCodes: conditions.compactMap { Int($0) }, perTryTimeout: perTry, backOff: .milliseconds(1)))
    }

    static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    static let unavailable = "HTTP/1.1 503 No\r\nContent-Length: 4\r\n\r\ngone"
}
