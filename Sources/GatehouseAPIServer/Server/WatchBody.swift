import Hummingbird
import NIOCore

/// The body of a watch: its pieces, each made when the one before it has been taken.
///
/// So a client that is slow holds up nothing but itself: what it has not taken is not made, and where it falls too far
/// behind, the watch says so and ends. One that takes next to nothing for long has its connection closed.
struct WatchBody {
    let pieces: AsyncStream<[UInt8]>
    let channel: any Channel
    /// How long a client may take no part of what is written.
    let patience: Duration

    func body() -> ResponseBody {
        ResponseBody { [pieces, channel, patience] writer in
            let (ready, next) = AsyncStream.makeStream(of: [UInt8].self, bufferingPolicy: .bufferingOldest(1))
            let (demands, demand) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingOldest(1))
            let writes = WriteWatch()
            // Nobody writes to a client that has gone as long as there is no news.
            ClientDeparture.notice(on: channel) { next.finish() }
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask {
                    var pieces = pieces.makeAsyncIterator()
                    for await _ in demands {
                        guard let piece = await pieces.next(isolation: nil) else { break }
                        next.yield(piece)
                    }
                    next.finish()
                }
                group.addTask { await writes.close(channel, whenStalledFor: patience) }
                demand.yield()
                for await piece in ready {
                    for part in WriteWatch.parts(of: piece) {
                        writes.begin()
                        try await writer.write(ByteBuffer(bytes: part))
                        writes.end()
                    }
                    demand.yield()
                }
                writes.begin()
                try await writer.finish(nil)
                group.cancelAll()
            }
        }
    }
}
