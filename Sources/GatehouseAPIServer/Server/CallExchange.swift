import HTTPTypes
import Hummingbird
import NIOCore

/// One request over HTTP: read whole, answered, and its answer written, in pieces where it is a watch.
struct CallExchange {
    let request: Request
    let channel: any Channel
    let respond: APIServer.Respond

    /// Kubernetes' own limit.
    static let maximumBody = 3 << 20

    func response() async -> Response {
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
        let reply = await self.respond(self.call(body))
        var headers = HTTPFields()
        for (name, value) in reply.headers {
            guard let name = HTTPField.Name(name) else { continue }
            headers.append(HTTPField(name: name, value: value))
        }
        let status = HTTPResponse.Status(code: reply.status)
        switch reply.body {
        case .bytes(let bytes):
            if body.count > Self.maximumBody { headers[.connection] = "close" }
            return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        case .stream(let pieces):
            return Response(status: status, headers: headers, body: self.body(of: pieces))
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

    /// How many pieces wait for a client that is slow. One that is slower still has its watch ended, and begins it anew
    /// where it was.
    private static let waitingPieces = 64

    /// The pieces of a watch; it ends as soon as the client goes away, and not when the next piece can't be written.
    private func body(of pieces: AsyncStream<[UInt8]>) -> ResponseBody {
        ResponseBody { [channel] writer in
            let (ready, next) = AsyncStream.makeStream(
                of: [UInt8].self, bufferingPolicy: .bufferingOldest(Self.waitingPieces))
            ClientDeparture.notice(on: channel) { next.finish() }
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask {
                    for await piece in pieces {
                        guard case .enqueued = next.yield(piece) else { break }
                    }
                    next.finish()
                }
                for await piece in ready { try await writer.write(ByteBuffer(bytes: piece)) }
                group.cancelAll()
            }
            try await writer.finish(nil)
        }
    }
}
