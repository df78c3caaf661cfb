import GatehouseHTTP
import GatehousePlan
import GatehouseRouting
import GatehouseTelemetry
import NIOCore

/// One request and its response, from the head to the log line.
///
/// The phases are in the files beside this one: route, admit, balance, forward, respond, end. The value is used again
/// for other requests, so that in steady state a request costs no allocation here. Bound to its worker's event loop.
final class Exchange {
    let worker: Worker
    /// The request; as the upstream sees it, once it is routed.
    var request = RequestHead()
    var framing = MessageFraming()
    /// The response; as the client sees it, once it is forwarded.
    var response = ResponseHead()
    var responseFraming = MessageFraming()
    /// What the log will say.
    var record = AccessRecord()

    /// What header templates are told of the request, and matching of its scheme.
    var facts: RequestFacts

    var downstream: DownstreamLink?
    var upstream: UpstreamLink?
    var route: CompiledRoute?
    var destination: CompiledDestination?
    var cluster: UpstreamCluster?
    var endpoint: UpstreamEndpoint?
    /// The allowed origin of a cross-origin request, whose response gets headers.
    var corsOrigin: ByteRange?

    var progress = ExchangeProgress()
    /// What it counts for in the cluster's limits.
    var admissions = Admissions()
    /// What the request is hashed by, under a consistent hash.
    var hash: UInt64?
    /// What `set-cookie` gives the client, so that it is hashed by it from now on; nil for nothing.
    var hashCookie: [UInt8]?
    /// Where tries have failed.
    var tried = TriedEndpoints()
    /// The endpoint in whose line it stands for a connection.
    var waitsAt: UpstreamEndpoint?
    var retry = RetryState()
    /// What has been sent of the request's body, as long as it may have to be sent again.
    var replay = ReplayBuffer()
    /// Distinguishes this use of the value from earlier ones, for callbacks that come late.
    private(set) var ticket: UInt64 = 0

    /// The clock at the head's arrival.
    private(set) var begunAt = NIODeadline.uptimeNanoseconds(0)
    /// The clock when the last try was sent.
    var forwardedAt = NIODeadline.uptimeNanoseconds(0)
    /// What is waited for.
    var alarms = ExchangeAlarms()
    /// Where it stands among those of the worker's exchanges that have alarms.
    var alarmPlace: Int?
    /// The fault that comes after an injected delay; nil for none.
    var delayedAbort: CompiledFault.Abort?
    /// Trailers of the response, until it ends.
    var trailers: HeaderBlock?
    /// How gRPC-Web and gRPC are turned into one another; nil for everything else.
    var grpcWeb: GRPCWebTranslation?
    /// Copies of the request that are under way and have not got all of it yet.
    var mirrors: [Exchange] = []
    /// Whether this is such a copy, or another exchange without a client.
    var isMirror = false
    /// The question that it asks of an endpoint; nil for everything but health checks.
    var probe: HealthProbe?
    private var scratch = HeaderBlock()

    /// An unused exchange.
    init(worker: Worker) {
        self.worker = worker
        self.facts = RequestFacts(
            connection: ConnectionFacts(remoteAddress: [], remoteAddressAndPort: [], localAddressAndPort: []))
    }

    /// Whether the storage has stayed small enough to be kept.
    var isWorthKeeping: Bool {
        self.request.headers.bytes.capacity + self.response.headers.bytes.capacity <= 64 * 1024
    }

    var isHeadRequest: Bool { self.request.withBytes(self.request.method) { $0.equals("HEAD") } }

    var isGRPC: Bool { self.request.isGRPC }

    /// `grpc-status` of the trailers, or of a response that is its trailers alone.
    var grpcStatus: Int? {
        for block in [self.trailers, self.response.headers].compactMap({ $0 }) {
            guard let index = block.index(of: Self.grpcStatusName) else { continue }
            return Int(block.string(block.fields[index].value))
        }
        return nil
    }

    private static let grpcStatusName = Array("grpc-status".utf8)

    // MARK: Life

    /// A request's head begins to be read.
    func begin(_ downstream: DownstreamLink) {
        self.ticket &+= 1
        self.downstream = downstream
        self.progress = ExchangeProgress()
        self.begunAt = .now()
        self.record.reset()
        self.record.startTime = HTTPDate.now()
        let connection = downstream.source.facts
        self.facts.begin(on: connection, at: self.record.startTime)
        self.record.downstreamLocalAddress = connection.localAddressAndPort
        self.record.downstreamRemoteAddress = connection.remoteAddressAndPort
        self.record.requestedServerName = connection.serverName
        self.request.removeAll()
        self.response.removeAll()
        self.framing = MessageFraming()
        self.corsOrigin = nil
        self.trailers = nil
        self.grpcWeb = nil
        self.endpoint = nil
        self.hash = nil
        self.hashCookie = nil
        self.tried.clear()
        self.retry.begin(nil)
    }

    /// The head is complete and well-formed.
    func headReceived() {
        if self.downstream?.hasWholeRequest == true { self.progress.requestEnded() }
        self.routeRequest()
    }

    /// Logs, counts, and gives everything back. Runs exactly once for each `begin`.
    func end(keepsAlive: Bool) {
        if self.isMirror { return self.endMirror() }
        guard self.progress.end() else { return }
        if !self.mirrors.isEmpty { self.abandonMirrors() }
        self.cancelAlarms()
        // Taken and put back: a copy would count each of its texts up and down.
        var record = AccessRecord()
        swap(&record, &self.record)
        record.durationMicroseconds = (NIODeadline.now() - self.begunAt).nanoseconds / 1000
        let isGRPC = self.isGRPC
        self.worker.metrics.complete(
            record, destination: self.cluster?.destination ?? MetricsRegistry.unknownDestination,
            protocol: isGRPC ? .grpc : .http, grpcStatus: isGRPC ? self.grpcStatus : nil)
        self.worker.accessLog.append(record, head: self.request)
        swap(&record, &self.record)

        let downstream = self.downstream
        self.releaseUpstream(isReusable: false)
        self.admissions.retry = nil
        self.downstream = nil
        self.route = nil
        self.destination = nil
        self.cluster = nil
        self.replay.clear()
        self.worker.giveBack(self)
        downstream?.exchangeEnded(keepsAlive: keepsAlive)
    }

    /// Something moved: the stream is not idle.
    func touch() {
        self.downstream?.extendDeadline(to: .coarseNow + self.worker.configuration.limits.streamIdleTimeout)
    }

    /// Parses a trailer section; nil when it is refused.
    func parseTrailers(_ section: ByteBuffer, limits: HeadLimits) -> HeaderBlock? {
        let refusal = section.withUnsafeReadableBytes { TrailerParser.parse($0, limits: limits, into: &self.scratch) }
        return refusal == nil ? self.scratch : nil
    }

    // MARK: What happens to the connections

    /// The client's connection has gone.
    func downstreamClosed() {
        guard !self.progress.hasEnded else { return }
        self.record.flags.insert(.downstreamConnectionTermination)
        self.record.details = .downstreamRemoteDisconnect
        self.end(keepsAlive: false)
    }

    /// The client's socket takes output again.
    func downstreamBecameWritable() { self.upstream?.resume() }

    /// The upstream's socket takes output again.
    func upstreamBecameWritable() {
        if self.isMirror { self.flushMirror() } else { self.downstream?.advance() }
    }

    /// Whether the request's body can be moved on now.
    var acceptsRequestBody: Bool { self.progress.canForwardBody && self.upstream?.isWritable == true }

    /// Whether the response can be moved on now.
    var acceptsResponseBytes: Bool { self.downstream?.isWritable ?? true }
}
