public import GatehouseHTTP
import GatehousePlan

/// A redirect, ready to be given a location (semantics A1).
public final class CompiledRedirect: Sendable {
    /// 301, 302, 303, 307 or 308.
    public let status: Int
    private let scheme: [UInt8]?
    private let authority: [UInt8]?
    private let path: [UInt8]?
    private let replacesQuery: Bool
    private let port: RedirectAction.Port
    private let serverPort: Int

    init(_ plan: RedirectAction) {
        self.status = plan.status
        self.scheme = plan.scheme.map { Array($0.utf8) }
        self.authority = plan.authority.map { Array($0.utf8) }
        self.path = plan.path.map { Array($0.utf8) }
        self.replacesQuery = plan.path?.utf8.contains(UInt8(ascii: "?")) ?? false
        self.port = plan.port
        self.serverPort = plan.serverPort
    }

    /// The `location` of the answer to `head`.
    public func location(for head: RequestHead, facts: RequestFacts) -> [UInt8] {
        let oldScheme = facts.scheme.bytes
        let newScheme = self.scheme ?? oldScheme
        var location = newScheme
        location.append(contentsOf: "://".utf8)
        let explicitPort = self.explicitPort(self.scheme ?? (head.isSecure ? RequestFacts.Scheme.https : .http).bytes)
        self.appendAuthority(to: &location, head, explicitPort, changesScheme: oldScheme != newScheme, facts.scheme)
        if let path = self.path {
            location.append(contentsOf: path)
        } else {
            location.append(contentsOf: head.headers.bytes[head.path.indices])
        }
        if !self.replacesQuery { location.append(contentsOf: head.headers.bytes[head.query.indices]) }
        return location
    }

    private func appendAuthority(
        to location: inout [UInt8], _ head: RequestHead, _ explicitPort: Int?, changesScheme: Bool,
        _ oldScheme: RequestFacts.Scheme
    ) {
        if let authority = self.authority {
            location.append(contentsOf: authority)
        } else {
            head.withBytes(head.authority) { authority in
                let host = AuthorityPort.host(of: authority)
                let port = UnsafeRawBufferPointer(rebasing: authority[host.count...])
                let isLeftover = changesScheme && port.equals(oldScheme == .https ? ":443" : ":80")
                location.append(contentsOf: explicitPort != nil || isLeftover ? host : authority)
            }
        }
        if let explicitPort {
            location.append(UInt8(ascii: ":"))
            location.append(contentsOf: String(explicitPort).utf8)
        }
    }

    /// The port to write; nil where none is, be it that it is the default of `scheme` or that the request's stays.
    private func explicitPort(_ scheme: [UInt8]) -> Int? {
        let port: Int
        switch self.port {
        case .fromProtocolDefault: return nil
        case .fromRequest: port = self.serverPort
        case .number(let number): port = number
        }
        if port == 80, scheme == Array("http".utf8) { return nil }
        if port == 443, scheme == Array("https".utf8) { return nil }
        return port
    }
}

extension RequestFacts.Scheme {
    /// `http` or `https`.
    var bytes: [UInt8] {
        switch self {
        case .http: Array("http".utf8)
        case .https: Array("https".utf8)
        }
    }
}
