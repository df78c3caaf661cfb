import Foundation
import GatehouseTestSupport

/// What came of a request that was sent.
struct LiveAnswer {
    var response: RawResponse
    /// What the origins received meanwhile.
    var requests: [OriginRequest]
}

/// A line of the access log.
struct LoggedExchange: Decodable, Sendable {
    var details: String?
    var flags: String?
    var routeName: String?
    var cluster: String?

    private enum CodingKeys: String, CodingKey {
        case details = "response_code_details"
        case flags = "response_flags"
        case routeName = "route_name"
        case cluster = "upstream_cluster"
    }

    /// The lines of a log in JSON.
    static func read(_ file: URL) -> [LoggedExchange] {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap {
            try? JSONDecoder().decode(LoggedExchange.self, from: Data($0.utf8))
        }
    }
}
