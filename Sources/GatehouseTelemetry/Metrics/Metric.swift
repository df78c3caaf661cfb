/// Every metric that the gateway reports, in the order in which it reports them. What is not listed here is not reported,
/// and `docs/metrics.md` lists the same.
public enum Metric: String, Sendable, CaseIterable {
    case requests = "istio_requests_total"
    case requestDuration = "istio_request_duration_milliseconds"
    case requestBytes = "istio_request_bytes"
    case responseBytes = "istio_response_bytes"
    case connectionsOpened = "istio_tcp_connections_opened_total"
    case connectionsClosed = "istio_tcp_connections_closed_total"
    case connectionBytesSent = "istio_tcp_sent_bytes_total"
    case connectionBytesReceived = "istio_tcp_received_bytes_total"
    case downstreamConnections = "gatehouse_downstream_connections"
    case downstreamConnectionsTotal = "gatehouse_downstream_connections_total"
    case downstreamRequestsActive = "gatehouse_downstream_requests_active"
    case rejectedRequests = "gatehouse_rejected_requests_total"
    case upstreamConnections = "gatehouse_upstream_connections"
    case upstreamConnectionsTotal = "gatehouse_upstream_connections_total"
    case upstreamConnectFailures = "gatehouse_upstream_connect_failures_total"
    case upstreamMirrors = "gatehouse_upstream_mirrored_requests_total"
    case upstreamMirrorFailures = "gatehouse_upstream_mirror_failures_total"
    case upstreamRetries = "gatehouse_upstream_retries_total"
    case upstreamOverflows = "gatehouse_upstream_overflows_total"
    case upstreamEjections = "gatehouse_upstream_ejections_total"
    case mongoOperations = "gatehouse_mongo_operations_total"
    case accessLogDroppedLines = "gatehouse_access_log_dropped_lines_total"
    case configGeneration = "gatehouse_config_generation"
    case configDiagnostics = "gatehouse_config_diagnostics"
    case listenerUp = "gatehouse_listener_up"
    case certificateExpiry = "gatehouse_tls_certificate_expiry_timestamp_seconds"
    case kubernetesSynced = "gatehouse_kubernetes_synced"
    case kubernetesUp = "gatehouse_kubernetes_up"
    case kubernetesObjects = "gatehouse_kubernetes_objects"
    case kubernetesLists = "gatehouse_kubernetes_lists_total"
    case kubernetesWatches = "gatehouse_kubernetes_watches_total"
    case kubernetesFailures = "gatehouse_kubernetes_failures_total"
    case kubernetesLeader = "gatehouse_kubernetes_leader"
    case kubernetesWrites = "gatehouse_kubernetes_writes_total"
    case kubernetesWriteFailures = "gatehouse_kubernetes_write_failures_total"
    case kubernetesWaitingWrites = "gatehouse_kubernetes_waiting_writes"
    case kubernetesDroppedEvents = "gatehouse_kubernetes_dropped_events_total"
    case apiRequests = "gatehouse_api_requests_total"
    case apiWatches = "gatehouse_api_watches"
    case apiObjects = "gatehouse_api_objects"
    case apiStorage = "gatehouse_api_storage_bytes"
    case apiWriteFailures = "gatehouse_api_storage_write_failures_total"
    case residentMemory = "gatehouse_process_resident_memory_bytes"
    case openFileDescriptors = "gatehouse_process_open_fds"
    case cpuSeconds = "gatehouse_process_cpu_seconds_total"

    /// What a metric's values mean.
    public enum Kind: String, Sendable {
        /// Only ever grows.
        case counter
        /// Goes up and down.
        case gauge
        /// Counts by size.
        case histogram
    }

    /// What the values mean.
    public var kind: Kind {
        switch self {
        case .requestDuration, .requestBytes, .responseBytes: .histogram
        case .downstreamConnections, .downstreamRequestsActive, .upstreamConnections, .configGeneration,
            .configDiagnostics, .listenerUp, .certificateExpiry, .kubernetesSynced, .kubernetesUp, .kubernetesObjects,
            .kubernetesLeader, .kubernetesWaitingWrites, .apiWatches, .apiObjects, .apiStorage, .residentMemory,
            .openFileDescriptors:
            .gauge
        case .requests, .connectionsOpened, .connectionsClosed, .connectionBytesSent, .connectionBytesReceived,
            .downstreamConnectionsTotal, .rejectedRequests, .upstreamConnectionsTotal, .upstreamConnectFailures,
            .upstreamMirrors, .upstreamMirrorFailures, .upstreamRetries, .upstreamOverflows, .upstreamEjections,
            .mongoOperations, .accessLogDroppedLines, .kubernetesLists, .kubernetesWatches, .kubernetesFailures,
            .kubernetesWrites, .kubernetesWriteFailures, .kubernetesDroppedEvents, .apiRequests, .apiWriteFailures,
            .cpuSeconds:
            .counter
        }
    }

    /// The names of the labels, `le` of histograms aside.
    public var labels: [String] {
        switch self {
        case .requests, .requestDuration, .requestBytes, .responseBytes: RequestLabels.names
        case .connectionsOpened, .connectionsClosed, .connectionBytesSent, .connectionBytesReceived:
            ConnectionLabels.names
        case .rejectedRequests: ["reason"]
        case .upstreamConnections, .upstreamConnectionsTotal, .upstreamConnectFailures, .upstreamMirrors,
            .upstreamMirrorFailures, .upstreamRetries, .upstreamOverflows, .upstreamEjections:
            ["cluster"]
        case .mongoOperations: ["operation"]
        case .configDiagnostics: ["level"]
        case .listenerUp: ["address", "port"]
        case .certificateExpiry: ["name"]
        case .kubernetesUp, .kubernetesObjects, .kubernetesLists, .kubernetesWatches, .kubernetesFailures: ["kind"]
        case .apiRequests: ["verb", "group", "resource", "code"]
        case .apiObjects: ["group", "resource"]
        case .downstreamConnections, .downstreamConnectionsTotal, .downstreamRequestsActive, .accessLogDroppedLines,
            .configGeneration, .kubernetesSynced, .kubernetesLeader, .kubernetesWrites, .kubernetesWriteFailures,
            .kubernetesWaitingWrites, .kubernetesDroppedEvents, .apiWatches, .apiStorage, .apiWriteFailures,
            .residentMemory, .openFileDescriptors, .cpuSeconds:
            []
        }
    }

    /// One sentence for `# HELP` and for the documentation.
    public var help: String {
        switch self {
        case .requests: "Exchanges that have ended."
        case .requestDuration: "From the first byte of the request to the last byte of the response, in milliseconds."
        case .requestBytes: "Bytes of the request on the wire, head and body."
        case .responseBytes: "Bytes of the response on the wire, head and body."
        case .connectionsOpened: "Connections without requests, TCP or TLS passed through, that have begun."
        case .connectionsClosed: "Connections without requests that have ended."
        case .connectionBytesSent: "Bytes sent to the clients of connections without requests."
        case .connectionBytesReceived: "Bytes received from the clients of connections without requests."
        case .downstreamConnections: "Open client connections."
        case .downstreamConnectionsTotal: "Client connections accepted."
        case .downstreamRequestsActive: "Exchanges under way."
        case .rejectedRequests: "Requests and connections turned away before routing."
        case .upstreamConnections: "Open connections to a cluster's endpoints."
        case .upstreamConnectionsTotal: "Connections opened to a cluster's endpoints."
        case .upstreamConnectFailures: "Attempts to connect to a cluster's endpoints that failed."
        case .upstreamMirrors: "Copies of requests sent to a cluster as a mirror."
        case .upstreamMirrorFailures: "Copies of requests that came to nothing; the originals are not concerned."
        case .upstreamRetries: "Tries after the first, of requests to a cluster."
        case .upstreamOverflows: "Requests, connections and retries that a limit of the cluster turned away."
        case .upstreamEjections: "Endpoints left out for a time, because they failed."
        case .mongoOperations: "Messages of MongoDB's protocol, in both directions."
        case .accessLogDroppedLines: "Access-log lines lost, because too much waited to be written or writing failed."
        case .configGeneration: "The generation of the configuration that is served; each change adds 1."
        case .configDiagnostics: "Diagnostics of the configuration that is served."
        case .listenerUp: "1 for a listener that is bound, 0 for one that could not be."
        case .certificateExpiry: "When a certificate that the gateway shows expires, in seconds since 1970."
        case .kubernetesSynced: "1 once everything that the cluster holds was known; nothing is served before."
        case .kubernetesUp: "1 while a kind is kept up to date, 0 while what was known last is served."
        case .kubernetesObjects: "Objects of a kind that are known."
        case .kubernetesLists: "Complete lists of a kind."
        case .kubernetesWatches: "Watches of a kind that were begun."
        case .kubernetesFailures: "Lists and watches of a kind that failed."
        case .kubernetesLeader: "1 while this replica writes status and Events."
        case .kubernetesWrites: "Statuses and Events written."
        case .kubernetesWriteFailures: "Statuses and Events that could not be written; statuses are tried again."
        case .kubernetesWaitingWrites: "Statuses to be looked at and Events to be written."
        case .kubernetesDroppedEvents: "Events that were not written, because too many were waiting."
        case .apiRequests: "Requests to the API of `up` that were answered, the gateway's own among them."
        case .apiWatches: "Watches that clients of the API have open."
        case .apiObjects: "Objects in the API's storage."
        case .apiStorage: "Size of the API's database and the log beside it."
        case .apiWriteFailures: "Writes of the API's objects that the disk did not take."
        case .residentMemory: "Memory of the process that is in RAM."
        case .openFileDescriptors: "Open file descriptors of the process."
        case .cpuSeconds: "CPU time that the process has used, user and system."
        }
    }
}

extension WorkerMetric {
    /// The metric that a slot is reported as.
    var metric: Metric {
        switch self {
        case .downstreamConnections: .downstreamConnections
        case .downstreamConnectionsTotal: .downstreamConnectionsTotal
        case .downstreamRequestsActive: .downstreamRequestsActive
        }
    }
}

extension ConnectionSeries.Counter {
    /// The metric that a counter is reported as.
    var metric: Metric {
        switch self {
        case .opened: .connectionsOpened
        case .closed: .connectionsClosed
        case .received: .connectionBytesReceived
        case .sent: .connectionBytesSent
        }
    }
}

extension ClusterMetric {
    /// The metric that a slot is reported as.
    var metric: Metric {
        switch self {
        case .connections: .upstreamConnections
        case .connectionsTotal: .upstreamConnectionsTotal
        case .connectFailuresTotal: .upstreamConnectFailures
        case .mirrorsTotal: .upstreamMirrors
        case .mirrorFailuresTotal: .upstreamMirrorFailures
        case .retriesTotal: .upstreamRetries
        case .overflowsTotal: .upstreamOverflows
        case .ejectionsTotal: .upstreamEjections
        }
    }
}

extension ProcessGauge {
    /// The metric that the gauge is reported as.
    var metric: Metric {
        switch self {
        case .configGeneration: .configGeneration
        case .configDiagnostics: .configDiagnostics
        case .listenerUp: .listenerUp
        case .certificateExpiry: .certificateExpiry
        }
    }

    /// The labels' values, in the order of `Metric.labels`.
    var labels: [String] {
        switch self {
        case .configGeneration: []
        case .configDiagnostics(let level): [level]
        case .listenerUp(let address, let port): [address, String(port)]
        case .certificateExpiry(let name): [name]
        }
    }
}
