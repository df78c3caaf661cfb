import AsyncHTTPClient
import GatehouseObjects
import NIOCore

/// The events of a watch that has begun.
struct WatchStream {
    private var chunks: HTTPClientResponse.Body.AsyncIterator
    private var lines = LineSplitter(limit: APIClient.maximumLine)

    init(_ body: HTTPClientResponse.Body) { self.chunks = body.makeAsyncIterator() }

    /// The next event; nil when the server ended the watch in good order.
    mutating func next() async throws(APIFailure) -> WatchEvent? {
        while true {
            while let line = try self.line() {
                if let event = try WatchEvent(parsing: line) { return event }
            }
            guard let chunk = try await self.chunk() else {
                if self.lines.hasRest { throw .unreachable("the connection was closed in the middle of an event") }
                return nil
            }
            self.lines.append(chunk.readableBytesView)
        }
    }

    private mutating func line() throws(APIFailure) -> [UInt8]? {
        do throws(LineSplitter.TooLong) {
            return try self.lines.next()
        } catch {
            throw .malformed("a line of a watch is longer than \(APIClient.maximumLine >> 20) MiB")
        }
    }

    private mutating func chunk() async throws(APIFailure) -> ByteBuffer? {
        do {
            return try await self.chunks.next(isolation: #isolation)
        } catch {
            if error is CancellationError || Task.isCancelled { throw .cancelled }
            throw .unreachable(ClientTransport.reason(of: error))
        }
    }
}
