public import GatehouseHTTP
public import GatehousePlan

/// Answers what the gateway would do with a request, by the functions that the data plane does it with.
public enum Simulation {
    /// What would become of `call`.
    ///
    /// - Parameters:
    ///   - endpoints: the clusters' endpoints by cluster name.
    ///   - edge: how far the gateway trusts what is in front of it.
    ///   - areNamesResolved: whether `endpoints` has the addresses of names; else a cluster with names is taken to have
    ///     endpoints.
    public static func simulate(
        _ snapshot: Snapshot, endpoints: [String: EndpointSet], call: SimulatedCall, edge: EdgeOptions = EdgeOptions(),
        areNamesResolved: Bool = true
    ) -> Explanation {
        var simulator = Simulator(
            snapshot: snapshot, endpoints: endpoints, call: call, edge: edge, areNamesResolved: areNamesResolved)
        simulator.run()
        return simulator.explanation
    }
}

/// One simulated request on its way through the gateway's phases.
struct Simulator {
    let snapshot: Snapshot
    let endpoints: [String: EndpointSet]
    let call: SimulatedCall
    let edge: EdgeOptions
    let areNamesResolved: Bool
    var head = RequestHead()
    var framing = MessageFraming()
    /// What the client asks to upgrade to; nil when it does not ask.
    var upgrade: String?
    var facts: RequestFacts
    var explanation = Explanation(.noListener)

    init(
        snapshot: Snapshot, endpoints: [String: EndpointSet], call: SimulatedCall, edge: EdgeOptions,
        areNamesResolved: Bool
    ) {
        self.snapshot = snapshot
        self.endpoints = endpoints
        self.call = call
        self.edge = edge
        self.areNamesResolved = areNamesResolved
        self.facts = RequestFacts(connection: call.connection)
    }

    mutating func run() {
        guard let listener = self.listen() else { return }
        switch listener.content {
        case .http(let routes):
            if self.call.isSecure { return self.refuseTLS(of: listener) }
            if self.decode(), self.prepare() { self.route(routes) }
        case .tcp(let route, let spoken):
            self.say(
                self.call.isSecure
                    ? "The connection's bytes are passed on as they are, the client's TLS included."
                    : "The connection's bytes are passed on as they are.")
            self.pass(on: route, spoken)
        case .tls(let chains):
            guard let chain = self.secure(chains, of: listener) else { return }
            switch chain.content {
            case .passthrough(let route): self.pass(on: route, .opaque)
            case .tcp(let route, let spoken, _): self.pass(on: route, spoken)
            case .http:
                guard self.decode(), self.prepare(), let routes = self.direct(chains, chain) else { return }
                self.route(routes)
            }
        }
    }

    /// Adds a sentence.
    mutating func say(_ sentence: String) { self.explanation.because.append(sentence) }

    /// Ends the request with an answer of the gateway's own, which a gRPC client gets in gRPC's terms (semantics 5).
    mutating func answer(_ outcome: Explanation.Outcome, _ status: Int, flag: String? = nil) {
        self.end(outcome, self.head.isGRPC ? 200 : status, flag: flag)
        if self.head.isGRPC { self.say("To a gRPC client the answer is HTTP 200 with a `grpc-status` for \(status).") }
    }

    /// Says how the request ends.
    mutating func end(_ outcome: Explanation.Outcome, _ status: Int?, flag: String? = nil) {
        self.explanation.outcome = outcome
        self.explanation.status = status
        self.explanation.responseFlag = flag
    }
}

extension Simulator {
    /// The listener that takes the connection.
    private mutating func listen() -> CompiledListener? {
        let onPort = self.snapshot.listeners.filter { $0.port == self.call.port }
        let chosen =
            onPort.first { $0.bind != nil && $0.bind == self.call.address } ?? onPort.first { $0.bind == nil }
            ?? (self.call.address == nil ? onPort.first : nil)
        guard let chosen else {
            let others = Set(self.snapshot.listeners.map(\.port)).sorted().map(String.init)
            self.say("Nothing listens on port \(self.call.port), so the connection is refused.")
            self.say(
                others.isEmpty
                    ? "No Gateway that selects this gateway opens a port."
                    : "The ports that Gateways open are \(others.joined(separator: ", ")).")
            return nil
        }
        let address = chosen.bind ?? "0.0.0.0"
        self.explanation.listener = Explanation.Listener(
            address: address, port: chosen.port, protocolName: chosen.protocolName)
        let origins = chosen.origins.map { "Gateway \($0.namespace)/\($0.name) \($0.path)" }
        self.say(
            "The listener \(address):\(chosen.port) takes the connection. It is there because of \(Prose.list(origins))."
        )
        return chosen
    }

    /// Whether the request is one that the gateway accepts, by the parser that reads requests from the wire.
    private mutating func decode() -> Bool {
        var head = RequestHead()
        var framing = MessageFraming()
        let refusal = self.call.message.withUnsafeBytes {
            HTTP1RequestParser.parse($0, limits: HeadLimits(), into: &head, framing: &framing)
        }
        head.isSecure = self.call.isSecure
        self.head = head
        self.framing = framing
        if framing.wantsUpgrade { self.upgrade = head.headers.joinedValue(of: "upgrade")?.lowercased() }
        guard let refusal else { return true }
        self.end(.badRequest, refusal.status, flag: refusal == .missingHost ? nil : "DPE")
        self.say("The request is refused as malformed (\(refusal.details)), which is answered with \(refusal.status).")
        return false
    }

    /// Brings the head into the form that routing sees.
    private mutating func prepare() -> Bool {
        let original = self.head.string(self.head.path)
        guard PathNormalizer.normalize(&self.head, mode: self.edge.pathNormalization) else {
            self.answer(.badRequest, 400, flag: "DPE")
            self.say("The path `\(original)` cannot be normalised, which is answered with 400.")
            return false
        }
        let path = self.head.string(self.head.path)
        if path != original {
            self.say("The path `\(original)` is normalised to `\(path)` before anything looks at it.")
        }
        var requestID = RequestIDGenerator(seed: (1, 2))
        let isHTTPS = EdgeHeaders.prepare(
            &self.head, framing: self.framing, connection: self.facts.connection, options: self.edge,
            requestID: &requestID)
        self.head.headers.set(name: Array("x-request-id".utf8), value: "(a new one)".utf8)
        self.facts.scheme = isHTTPS ? .https : .http
        self.takeClientAddress()
        return true
    }
}

extension Simulator {
    /// Behind trusted proxies the client is whom they name.
    private mutating func takeClientAddress() {
        guard self.edge.trustedProxies > 0,
            let address = self.head.headers.joinedValue(of: "x-envoy-external-address"),
            address != self.call.sourceAddress
        else { return }
        self.facts.forwardedAddress = Array(address.utf8)
        self.say("Trusted proxies say that the client is \(address).")
    }
}

extension SimulatedCall {
    /// The head as a client of HTTP/1.1 sends it.
    fileprivate var message: [UInt8] {
        let host = self.headers.last { $0.name.lowercased() == "host" }?.value ?? self.host
        var lines = ["\(self.method) \(self.target) HTTP/1.1", "Host: \(host)"]
        for header in self.headers where header.name.lowercased() != "host" {
            lines.append("\(header.name): \(header.value)")
        }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    fileprivate var connection: ConnectionFacts {
        let isIPv6 = self.sourceAddress.contains(":")
        let local = self.address ?? "0.0.0.0"
        return ConnectionFacts(
            remoteAddress: Array(self.sourceAddress.utf8),
            remoteAddressAndPort: Array((isIPv6 ? "[\(self.sourceAddress)]:0" : "\(self.sourceAddress):0").utf8),
            localAddressAndPort: Array(
                (local.contains(":") ? "[\(local)]:\(self.port)" : "\(local):\(self.port)").utf8),
            isSecure: self.isSecure, serverName: Array((self.serverName ?? "").utf8))
    }
}
