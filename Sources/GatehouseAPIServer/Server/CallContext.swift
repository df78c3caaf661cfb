import Hummingbird
import NIOCore

/// What belongs to a request besides itself: the connection that it came by.
struct CallContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        self.coreContext = CoreRequestContextStorage(source: source)
        self.channel = source.channel
    }
}
