import GatehouseObjects
import GatehouseTestSupport

@testable import GatehouseKubernetes

/// An API server whose answers a test decides: objects by path, and failures. Its watches end at once, so that a client
/// asks again and again.
final class ScriptedCluster: Sendable {
    struct State: Sendable {
        /// Objects by the path of their list.
        var lists: [String: [JSON]] = [:]
        /// Custom kinds, by `group/version`.
        var kinds: [String: [String]] = ["discovery.k8s.io/v1": ["endpointslices"]]
        /// What everything else is answered with; nil for what it should be.
        var failure: Int?
        /// While it does not answer.
        var isFrozen = false
        /// What watches stay open for; nil where they end at once.
        var watchesEnd: Gate?
        /// Watches that are answered with 410 Gone.
        var expired: Set<String> = []
        var version = 1
        /// Requests by path, watches with `?watch` behind.
        var asked: [String: Int] = [:]
    }

    let state = Watched(State())
    let origin: TestOrigin

    init() async throws {
        let state = self.state
        self.origin = try await TestOrigin.start(name: "api") { request in
            let path = request.url.split(separator: "?").first.map(String.init) ?? ""
            let isWatch = request.url.contains("watch=true")
            state.change { $0.asked[isWatch ? "\(path)?watch" : path, default: 0] += 1 }
            try await state.until(within: .seconds(600)) { !$0.isFrozen }
            let end = state.current.watchesEnd
            let (status, body) = state.current.answer(to: path, isWatch: isWatch)
            return OriginReply(
                status: status, headers: [("content-type", "application/json")],
                body: !isWatch || status != 200
                    ? .fixed(body.bytes) : end.map { .held([], until: $0) } ?? .chunked([]))
        }
    }

    func client() -> APIClient {
        APIClient(
            ClusterAccess(
                server: ServerAddress(isSecure: false, host: "127.0.0.1", port: self.origin.port), origin: "a test"))
    }

    /// Puts objects into a list, in a new version.
    func set(_ path: String, _ names: [String], spec: JSON) {
        self.state.change { state in
            state.version += 1
            let version = "\(state.version)"
            state.lists[path] = names.map {
                [
                    "metadata": ["name": .string($0), "namespace": "shop", "resourceVersion": .string(version)],
                    "spec": spec,
                ]
            }
        }
    }

    /// Returns once a path was asked for this many times more.
    func asked(_ path: String, times: Int = 1) async throws {
        let before = self.state.current.asked[path] ?? 0
        try await self.state.until { ($0.asked[path] ?? 0) >= before + times }
    }
}

extension ScriptedCluster.State {
    fileprivate func answer(to path: String, isWatch: Bool) -> (Int, JSON) {
        if let failure { return (failure, ["kind": "Status", "code": .integer(Int64(failure)), "reason": "X"]) }
        if path == "/apis" {
            let versions: [JSON] = self.kinds.keys.sorted().map { ["groupVersion": .string($0)] }
            return (200, ["kind": "APIGroupList", "groups": [["versions": .array(versions)]]])
        }
        if path.hasPrefix("/apis/"), let names = self.kinds[String(path.dropFirst("/apis/".count))] {
            return (200, ["resources": .array(names.map { ["name": .string($0)] })])
        }
        if isWatch, self.expired.contains(path) {
            return (410, ["kind": "Status", "code": 410, "reason": "Expired"])
        }
        let isServed =
            path.hasPrefix("/api/v1/")
            || self.kinds.contains { version, names in
                names.contains { path == "/apis/\(version)/\($0)" }
            }
        guard isServed else { return (404, ["kind": "Status", "code": 404, "reason": "NotFound"]) }
        return (
            200,
            [
                "kind": "List", "metadata": ["resourceVersion": .string("\(self.version)")],
                "items": .array(self.lists[path] ?? []),
            ]
        )
    }
}
