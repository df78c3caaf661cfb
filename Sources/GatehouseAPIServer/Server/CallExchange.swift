import HTTPTypes
import Hummingbird
import NIOCore

/// One request over HTTP: read whole, answered, and its answer written, in pieces where it is a watch.
struct CallExchange {
    let request: Request
    let channel: any Channel
    let limits: ServerLimits
    let respondToStranger: APIServer.RespondToStranger
    let respond: APIServer.Respond

    /// Kubernetes' own limit.
    static let maximumBody = 3 << 20
    /// How long a client has to read an answer that came before the end of its request.
    private static let farewell = TimeAmount.seconds(2)

    func response() async -> Response {
        // A stranger gets no body kept in memory, and no connection for longer than for one answer.
        if let reply = await self.respondToStranger(self.call([])) { return self.response(reply, isLast: true) }
        var body: [UInt8] = []
        do {
            for try await part in self.request.body {
                // One byte over the limit is enough for the answer to say so.
                body += part.readableBytesView.prefix(Self.maximumBody + 1 - body.count)
                if body.count > Self.maximumBody { break }
            }
        } catch {
            return Response(status: .badRequest)
        }
        return self.response(await self.respond(self.call(body)), isLast: body.count > Self.maximumBody)
    }

    /// - Parameter isLast: Whether the connection ends with it, and what is left of the request is not read.
    private func response(_ reply: APIReply, isLast: Bool) -> Response {
        var headers = HTTPFields()
        for (name, value) in reply.headers {
            guard let name = HTTPField.Name(name) else { continue }
            headers.append(HTTPField(name: name, value: value))
        }
        let status = HTTPResponse.Status(code: reply.status)
        let patience = Duration.seconds(self.limits.stalledWrite)
        switch reply.body {
        case .bytes(let bytes):
            if isLast {
                headers[.connection] = "close"
                let channel = self.channel
                channel.eventLoop.scheduleTask(in: Self.farewell) { channel.close(promise: nil) }
            }
            let body =
                bytes.count > WriteWatch.part
                ? LongBody(bytes: bytes, channel: self.channel, patience: patience).body()
                : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
            let response = Response(status: status, headers: headers, body: body)
            // The length is that of the answer to a GET; a body would be taken for the beginning of the next answer.
            return self.request.method == .head ? response.createHeadResponse() : response
        case .stream(let pieces):
            let body = WatchBody(pieces: pieces, channel: self.channel, patience: patience)
            return Response(status: status, headers: headers, body: body.body())
        }
    }

    private func call(_ body: [UInt8]) -> APICall {
        let target = self.request.head.path ?? "/"
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var headers: [String: [String]] = [:]
        for field in self.request.headers { headers[field.name.canonicalName, default: []].append(field.value) }
        return APICall(
            method: self.request.method.rawValue, path: String(parts.first ?? ""),
            query: parts.count == 2 ? String(parts[1]) : "", headers: headers, body: body)
    }
}
