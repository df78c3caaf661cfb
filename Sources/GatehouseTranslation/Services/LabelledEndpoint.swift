import GatehouseModel
import GatehousePlan

/// An endpoint of one service port, with what subsets and priorities choose by.
struct LabelledEndpoint {
    /// The endpoint. Its address may be a name, which DNS has to resolve.
    var endpoint: Endpoint
    /// The labels of the workload behind it.
    let labels: [String: String]
    /// Whether its address is a name.
    let isName: Bool
    private let node: String?
    private let network: String?

    /// An endpoint on a node and in a network, nil where they are not known.
    init(_ endpoint: Endpoint, labels: [String: String], node: String? = nil, network: String? = nil) {
        self.endpoint = endpoint
        self.labels = labels
        self.isName = !isLiteralAddress(endpoint.address)
        self.node = node
        self.network = network
    }

    /// A pod at a port. One that has no `Ready` condition counts as ready, like an endpoint that does not say (semantics
    /// B5).
    init(_ pod: Resource<Pod>, port: Int) {
        let labels = pod.metadata.labels
        let locality = Locality(labels: labels) ?? Locality()
        self.init(
            Endpoint(
                address: pod.spec.podIP ?? "", port: port, isReady: pod.spec.ready ?? true, locality: locality.text),
            labels: labels, node: pod.spec.nodeName)
    }

    /// The value of a label. As in Istio, endpoints have their place, node and network as labels.
    func value(of label: String) -> String? {
        switch label {
        case "kubernetes.io/hostname": self.node ?? self.labels[label]
        case "topology.istio.io/network": self.labels[label] ?? self.network
        default:
            Locality.isPart(label)
                ? Locality(self.endpoint.locality).value(of: label) ?? self.labels[label] : self.labels[label]
        }
    }

    /// Whether it has every label of a subset.
    func holds(_ selector: [String: String]) -> Bool { selector.allSatisfy { self.value(of: $0.key) == $0.value } }
}

/// The endpoints of one service port.
struct ResolvedEndpoints {
    /// The endpoints, in no order.
    var endpoints: [LabelledEndpoint] = []
    /// What the addresses of names among them are used for.
    var use = ResolvedNames.Use.everyAddress
    /// Wildcards in place of names.
    var wildcards: [String] = []
    /// Where the endpoints are those of the hosts that requests name, and there are no others.
    var requested: RequestedNamesPlan?
    /// When Istio has no cluster for want of endpoints (semantics S3).
    var need = Need.nothing

    /// When there is no cluster for want of endpoints.
    enum Need {
        /// Never: there is one without any.
        case nothing
        /// When the service has none.
        case ofService
        /// When the service, or the subset that is asked for, has none.
        case ofSubset
    }

    /// Adds a workload, unless it has no address.
    mutating func append(_ entry: WorkloadEntry, port: Int) {
        guard let address = stated(entry.address) else { return }
        if address.hasPrefix("*") {
            self.wildcards.append(address)
            return
        }
        let locality = stated(entry.locality).map { Locality($0) } ?? Locality(labels: entry.labels) ?? Locality()
        let endpoint = Endpoint(
            address: address, port: address.hasPrefix("unix:") ? 0 : port,
            weight: max(1, entry.weight.map { Int($0) } ?? 1), locality: locality.text)
        self.endpoints.append(LabelledEndpoint(endpoint, labels: entry.labels, network: stated(entry.network)))
    }
}

extension ResolvedNames {
    /// The names among these endpoints, each once for a port; nil when there are none.
    init?(_ endpoints: [LabelledEndpoint], use: Use) {
        var seen: Set<[String]> = []
        let names = endpoints.filter { endpoint in
            endpoint.isName && seen.insert([endpoint.endpoint.address, String(endpoint.endpoint.port)]).inserted
        }
        if names.isEmpty { return nil }
        self.init(names: names.map(\.endpoint), use: use)
    }
}
