import GatehousePlan
import GatehouseTLS
import NIOCore
import NIOPosix

/// Makes connections to endpoints: the socket, and TLS where the cluster has it.
enum UpstreamConnector {
    /// Connects `connection` to its endpoint. `whenDone` is called once, in a later turn of the loop.
    ///
    /// - Parameter serverName: the name to ask for by TLS, where the cluster does not have one of its own.
    static func connect(
        _ connection: UpstreamConnection, isHTTP2: Bool, serverName: [UInt8],
        whenDone: @escaping (RequestFailure?) -> Void
    ) {
        let plan = connection.cluster.plan
        let worker = connection.worker
        guard let address = connection.endpoint.socketAddress else { return whenDone(.noHealthyEndpoint) }
        var tls: ClientTLSContext?
        if let wanted = plan.tls {
            tls = worker.tls.clients[TLSContexts.ClientKey(plan: wanted, isHTTP2: isHTTP2)]
            guard tls != nil else {
                return whenDone(.connectFailed(reason: "TLS_error:|no usable certificate:TLS_error_end"))
            }
        }
        let limit = TimeAmount(plan.connectTimeout)
        let name = serverName.isEmpty ? nil : String(decoding: serverName, as: UTF8.self)
        connection.open(tls: tls, within: limit, whenDone: whenDone)
        let bound = NIOLoopBound((connection: connection, tls: tls), eventLoop: worker.loop)
        ClientBootstrap(group: worker.loop)
            .connectTimeout(limit)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .keepingAlive(plan.tcpKeepalive)
            .channelOption(.allowRemoteHalfClosure, value: connection is RelayUpstream)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let (connection, tls) = bound.value
                    let operations = channel.pipeline.syncOperations
                    if let tls {
                        connection.isOverTLS = true
                        try operations.addHandler(tls.makeHandler(serverName: name))
                    }
                    try operations.addHandler(connection)
                }
            }
            .connect(to: address)
            .assumeIsolated()
            .whenComplete { result in
                switch result {
                case .success: connection.transportOpened(nil)
                case .failure(let error): connection.transportOpened(ConnectError.failure(for: error))
                }
                worker.flush()
            }
    }
}

/// A connection that is being made and will take many exchanges, and those that wait for it.
final class PendingConnection {
    /// The name that is asked for by TLS.
    let serverName: [UInt8]
    private var waiting: [(exchange: Exchange, ticket: UInt64, tries: Int)] = []

    /// A connection that nobody waits for yet.
    init(serverName: [UInt8]) { self.serverName = serverName }

    /// Whether more may wait: as many as one connection is trusted to take.
    var hasRoom: Bool { self.waiting.count < 100 }

    /// An exchange waits for the connection.
    func append(_ exchange: Exchange) {
        self.waiting.append((exchange, exchange.ticket, exchange.retry.tries))
    }

    /// Calls `body` with those that still wait.
    func forEach(_ body: (Exchange) -> Void) {
        for (exchange, ticket, tries) in self.waiting where exchange.isWaiting(ticket: ticket, tries: tries) {
            body(exchange)
        }
    }
}
