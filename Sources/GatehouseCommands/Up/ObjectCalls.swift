import GatehouseAPIServer
import GatehouseKubernetes
import GatehouseObjects

/// Asks the embedded API for what clients ask it for, without a socket: what the gateway writes passes the same rules.
struct ObjectCalls: Sendable {
    let service: APIService
    let token: String

    /// One call, and the object or Status that came of it.
    func call(
        _ method: String, _ path: String, query: String = "", contentType: String = "application/json",
        body: JSON? = nil
    ) async -> (status: Int, object: JSON) {
        let call = APICall(
            method: method, path: path, query: query.isEmpty ? "fieldManager=gatehouse" : query,
            headers: [
                "authorization": ["Bearer \(self.token)"], "content-type": [contentType],
                "accept": ["application/json"], "user-agent": ["gatehouse"],
            ], body: body?.bytes ?? [])
        let reply = await self.service.reply(to: call)
        guard case .bytes(let bytes) = reply.body, let object = try? JSON.parse(bytes) else {
            return (reply.status, [:])
        }
        return (reply.status, object)
    }

    /// One request as it would be sent to an API server elsewhere.
    func send(_ request: APIRequest) async throws(APIFailure) -> JSON {
        let (status, object) = await self.call(
            request.method.rawValue, request.path, contentType: request.contentType, body: request.body)
        if (200..<300).contains(status) { return object }
        throw .status(APIStatus(parsing: object) ?? APIStatus(code: status, reason: "", message: "no explanation"))
    }
}
