import GatehousePlan
import Hummingbird

/// The endpoints of a server, and what is answered where there is none.
struct EndpointTable: Sendable {
    private let endpoints: [Endpoint]
    private let browserGuard: BrowserGuard?
    private let hasIndex: Bool

    init(_ endpoints: [Endpoint], guardedBy browserGuard: BrowserGuard?, hasIndex: Bool) {
        self.endpoints = endpoints
        self.browserGuard = browserGuard
        self.hasIndex = hasIndex
    }

    /// Answers a request.
    func respond(to request: Request) async -> Response {
        let response = await self.reply(to: request).response
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func reply(to request: Request) async -> Reply {
        let method = request.method == .head ? "GET" : request.method.rawValue
        if let browserGuard = self.browserGuard {
            let refusal = browserGuard.refusal(
                authority: request.head.authority, origin: request.headers[.origin], isReading: method == "GET")
            if let refusal { return .error(refusal, status: 403) }
        }
        let path = request.uri.path
        if self.hasIndex, path == "/", method == "GET" { return .html(IndexPage.html(self.endpoints)) }
        let candidates = self.endpoints.filter { $0.path == path }
        if candidates.isEmpty { return self.notFound(path) }
        guard let endpoint = candidates.first(where: { $0.method == method }) else {
            return self.methodNotAllowed(method, path: path, candidates)
        }
        return await endpoint.handle(request.uri.queryParameters.map { (String($0.key), String($0.value)) })
    }

    private func notFound(_ path: String) -> Reply {
        let list = self.endpoints.map { endpoint in
            JSONValue.object(present: [
                "method": .string(endpoint.method), "path": .string(endpoint.path + endpoint.query),
                "summary": .string(endpoint.summary),
            ])
        }
        return .error(
            "There is no \(path) here; see `endpoints` for what there is.", status: 404,
            more: JSONValue.Member(name: "endpoints", value: .array(list)))
    }

    private func methodNotAllowed(_ method: String, path: String, _ candidates: [Endpoint]) -> Reply {
        let methods = candidates.flatMap { $0.method == "GET" ? ["GET", "HEAD"] : [$0.method] }
        var reply = Reply.error("\(path) takes \(methods[0]), not \(method).", status: 405)
        reply.allow = methods.joined(separator: ", ")
        return reply
    }
}
