import GatehouseHTTP
import GatehousePlan
import GatehouseUpstream
import NIOCore

/// One question to an endpoint. Bound to its worker's loop.
///
/// HTTP and gRPC are asked by an exchange without a client, so that TLS and HTTP/2 are those of the cluster. HTTP/1.1 and
/// TCP are asked on a connection of their own, which is part of the question.
final class HealthProbe {
    private let plan: HealthCheckPlan
    private var whenDone: ((HealthAnswer) -> Void)?
    private var exchange: Exchange?
    private var connection: UpstreamConnection?
    private var status = 0
    private var body: [UInt8] = []

    /// As much of an answer's body as is looked at.
    private static let bodyLimit = 4096

    /// A question that is about to be asked; `whenDone` is called once, unless the question is given up.
    init(_ plan: HealthCheckPlan, whenDone: @escaping (HealthAnswer) -> Void) {
        self.plan = plan
        self.whenDone = whenDone
    }

    /// Asks.
    func ask(_ endpoint: UpstreamEndpoint, of cluster: UpstreamCluster, worker: Worker) {
        let host = cluster.plan.host
        switch self.plan.question {
        case .tcp: self.connect(to: endpoint, of: cluster, worker: worker)
        case .http(let path, let stated):
            let head = RequestHead(
                method: "GET", authority: stated ?? host, target: path,
                headers: [("user-agent", "gatehouse-health-check")])
            self.ask(head, body: [], isHTTP2: cluster.plan.upstreamProtocol == .http2, endpoint, cluster, worker)
        case .grpc(let service):
            let head = RequestHead(
                method: "POST", authority: host, target: GRPCHealth.path,
                headers: [("content-type", "application/grpc"), ("te", "trailers")])
            self.ask(head, body: GRPCHealth.request(service: service), isHTTP2: true, endpoint, cluster, worker)
        }
    }

    private func ask(
        _ head: RequestHead, body: [UInt8], isHTTP2: Bool, _ endpoint: UpstreamEndpoint, _ cluster: UpstreamCluster,
        _ worker: Worker
    ) {
        let exchange = Exchange(worker: worker)
        self.exchange = exchange
        exchange.beginProbe(self, head, body: body, isHTTP2: isHTTP2, endpoint, cluster)
    }

    private func connect(to endpoint: UpstreamEndpoint, of cluster: UpstreamCluster, worker: Worker) {
        let name = cluster.plan.tls.map { Array(($0.serverName ?? "").utf8) } ?? []
        let connection = RelayUpstream(
            worker: worker, cluster: cluster, endpoint: endpoint, serverName: name, place: nil)
        self.connection = connection
        UpstreamConnector.connect(connection, isHTTP2: false, serverName: name) { failure in
            connection.close()
            self.done(failure == nil ? .good : .unreachable)
        }
    }

    /// There was no answer in time: what comes now is of no interest.
    func abandon() {
        self.whenDone = nil
        self.exchange?.fail(.responseTimedOut)
        self.connection?.close()
    }

    // MARK: The exchange

    /// The head of the answer.
    func headReceived(status: Int) { self.status = status }

    /// A part of the answer's body.
    func bodyReceived(_ bytes: ByteBuffer) {
        self.body += bytes.readableBytesView.prefix(Self.bodyLimit - min(Self.bodyLimit, self.body.count))
    }

    /// The answer is complete.
    func ended(grpcStatus: Int?) {
        if case .grpc = self.plan.question {
            self.done(.grpc(httpStatus: self.status, grpcStatus: grpcStatus, body: self.body))
        } else {
            self.done(.http(status: self.status))
        }
    }

    /// There is no answer.
    func failed() { self.done(.unreachable) }

    private func done(_ answer: HealthAnswer) {
        self.exchange = nil
        self.connection = nil
        self.whenDone?(answer)
        self.whenDone = nil
    }
}
