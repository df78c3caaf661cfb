import GatehouseRouting
import NIOCore

/// Where a socket is bound, after the port map.
struct ListenerAddress: Hashable {
    var address: String
    /// 0 for one that the system picks.
    var port: Int
    /// Keeps listeners apart whose ports the system picks: the plan's port; 0 for all others.
    var pickedFor = 0
}

/// A listening socket of one worker, and the routes that its connections are served by at the moment. Bound to the
/// worker's loop.
final class ListenerSocket {
    let address: ListenerAddress
    /// What is spoken on its connections; replaced with every snapshot.
    var content: CompiledContent
    /// Whether no Gateway asks for the socket any more: its connections close after their current exchange.
    private(set) var isRetired = false
    private let channel: any Channel

    init(address: ListenerAddress, channel: any Channel, content: CompiledContent) {
        self.address = address
        self.channel = channel
        self.content = content
    }

    /// Closes the socket.
    func retire() {
        self.isRetired = true
        self.channel.close(promise: nil)
    }

    /// Begins to accept.
    func activate() {
        _ = self.channel.setOption(.autoRead, value: true)
        self.channel.read()
    }
}
