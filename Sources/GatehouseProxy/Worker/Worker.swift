import GatehouseHTTP
import GatehouseRouting
import GatehouseTelemetry
import NIOCore

/// One event loop with everything on it: listeners, connections, pools, counters. Nothing of it is shared with another
/// worker, so nothing on the way of a request needs a lock.
///
/// Bound to its event loop.
final class Worker {
    let loop: any EventLoop
    let configuration: ProxyConfiguration
    let registry: MetricsRegistry
    let metrics: MetricsShard
    let accessLog: AccessLogBuffer
    /// Counts client connections over all workers.
    let gate: ConnectionGate
    /// Whether it is this worker that asks endpoints whether they are well, for all.
    let checksHealth: Bool
    /// What the workers know together of the clusters.
    let sharedClusters: SharedClusters
    /// Random numbers and request identifiers.
    var random: RequestIDGenerator
    /// Cached text that changes once a second.
    var date = HTTPDate()

    /// The clusters of the current snapshot, by `ClusterID`.
    var clusters: [UpstreamCluster] = []
    /// The same clusters by name; they survive from snapshot to snapshot.
    var clustersByName: [String: UpstreamCluster] = [:]
    /// The limits to how often requests come, at the places that routes of the current snapshot name.
    var limiters: [RouteLimiter] = []
    /// The TLS contexts of the current snapshot.
    var tls = TLSContexts()
    /// The open listening sockets.
    var listeners: [ListenerAddress: ListenerSocket] = [:]
    /// Whether the process is on its way out: responses close their connections.
    var isDraining = false
    /// Called when the last downstream connection has gone, while draining.
    var whenIdle: (() -> Void)?

    /// The exchanges that wait for something.
    var alarms = AlarmQueue<Exchange>()
    /// The loop's timer for the first of these, and when it goes off: never later than there is something to do.
    var alarmTimer: Scheduled<Void>?
    var alarmTimerDue = NIODeadline.distantFuture

    private(set) var connections: [Connection] = []
    private(set) var downstreamCount = 0
    private var dirty: [Connection] = []
    private var isFlushing = false
    private var buffers: [ByteBuffer] = []
    private var exchanges: [Exchange] = []
    private var sweeper: Scheduled<Void>?
    /// Whether nothing more is kept or waited for.
    private(set) var hasStopped = false

    /// A worker on `loop`.
    init(
        loop: any EventLoop, configuration: ProxyConfiguration, registry: MetricsRegistry, accessLog: AccessLogBuffer,
        gate: ConnectionGate, sharedClusters: SharedClusters, checksHealth: Bool,
        seed: (UInt64, UInt64)
    ) {
        self.checksHealth = checksHealth
        self.loop = loop
        self.configuration = configuration
        self.registry = registry
        self.metrics = registry.makeShard()
        self.accessLog = accessLog
        self.gate = gate
        self.sharedClusters = sharedClusters
        self.random = RequestIDGenerator(seed: seed)
    }

    /// Begins the housekeeping that runs a few times a second.
    func start() {
        self.scheduleSweep()
    }

    /// Ends the housekeeping and closes every connection.
    func stop() {
        self.sweeper?.cancel()
        self.sweeper = nil
        self.alarmTimer?.cancel()
        self.alarmTimer = nil
        // Exchanges know their worker: whoever kept them would keep it.
        self.hasStopped = true
        self.alarms.removeAll()
        self.exchanges.removeAll()
        for connection in self.connections { connection.close() }
        self.accessLog.tick()
    }

    private static let sweepInterval = TimeAmount.milliseconds(250)

    private func scheduleSweep() {
        self.sweeper = self.loop.assumeIsolated().scheduleTask(in: Self.sweepInterval) {
            self.sweep()
            self.scheduleSweep()
        }
    }

    private func sweep() {
        let now = NIODeadline.now()
        // Closing a connection removes it from the list; going backwards visits each of the others once.
        var index = self.connections.count - 1
        while index >= 0 {
            if index < self.connections.count, self.connections[index].deadline <= now {
                self.connections[index].deadline = .distantFuture
                self.connections[index].deadlinePassed()
            }
            index -= 1
        }
        for cluster in self.clusters {
            cluster.sweep(now: now, worker: self)
            cluster.checkHealth(now: now, worker: self)
            cluster.requestedHosts?.sweep(now: now)
        }
        self.flush()
        self.accessLog.tick()
    }

    // MARK: Connections

    /// Adds a connection to those that are watched.
    func add(_ connection: Connection) {
        connection.listIndex = self.connections.count
        self.connections.append(connection)
        if connection.isDownstream {
            self.downstreamCount += 1
            self.metrics.add(.downstreamConnections)
            self.metrics.add(.downstreamConnectionsTotal)
        }
    }

    /// Gives the place of a connection to the one that goes on with its channel.
    func replace(_ connection: Connection, by successor: Connection) {
        let index = connection.listIndex
        guard self.connections.indices.contains(index), self.connections[index] === connection else { return }
        connection.listIndex = -1
        successor.listIndex = index
        self.connections[index] = successor
    }

    /// Removes a connection that has gone.
    func remove(_ connection: Connection) {
        let index = connection.listIndex
        guard self.connections.indices.contains(index), self.connections[index] === connection else { return }
        connection.listIndex = -1
        let last = self.connections.removeLast()
        if last !== connection {
            self.connections[index] = last
            last.listIndex = index
        }
        if connection.isDownstream {
            self.downstreamCount -= 1
            self.metrics.add(.downstreamConnections, -1)
            self.gate.leave()
            if self.isDraining, self.downstreamCount == 0 { self.whenIdle?() }
        }
    }

    // MARK: Output

    /// Remembers that a connection has output that is not flushed.
    func markDirty(_ connection: Connection) {
        guard !connection.isDirty else { return }
        connection.isDirty = true
        self.dirty.append(connection)
    }

    /// Flushes every connection that was written to in this turn of the loop: one system call each.
    func flush() {
        guard !self.isFlushing else { return }
        self.isFlushing = true
        var index = 0
        while index < self.dirty.count {
            let connection = self.dirty[index]
            if connection.isDirty { connection.flush() }
            index += 1
        }
        self.dirty.removeAll(keepingCapacity: true)
        self.isFlushing = false
    }

    /// A buffer to collect output in.
    func takeBuffer() -> ByteBuffer {
        guard var buffer = self.buffers.popLast() else { return ByteBuffer(repeating: 0, count: 0) }
        // Allocates anew when the socket has not taken the last content yet.
        buffer.clear()
        return buffer
    }

    /// Keeps a buffer for the next turn.
    func giveBack(_ buffer: ByteBuffer) {
        guard self.buffers.count < 16, buffer.storageCapacity <= 64 * 1024 else { return }
        self.buffers.append(buffer)
    }

    // MARK: Exchanges

    /// An exchange, its storage used before if possible.
    func takeExchange() -> Exchange {
        self.metrics.add(.downstreamRequestsActive)
        return self.exchanges.popLast() ?? Exchange(worker: self)
    }

    /// Keeps an exchange that has ended for the next request.
    func giveBack(_ exchange: Exchange) {
        self.metrics.add(.downstreamRequestsActive, -1)
        if self.exchanges.count < 64, exchange.isWorthKeeping, !self.hasStopped {
            self.exchanges.append(exchange)
        } else {
            self.alarms.forget(exchange)
        }
    }
}
