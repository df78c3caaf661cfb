import GatehouseModel
import GatehousePlan

/// Reads the endpoints of one service port out of the service's EndpointSlices.
struct SliceReader {
    let workloads: WorkloadIndex
    let service: RegisteredService
    let port: RegisteredService.Port
    /// The gateway's region; empty when it is not known.
    let gatewayRegion: String

    /// The endpoints: unready ones are kept, terminating ones are not (semantics B5), and of a pod with an IPv4 and an
    /// IPv6 address only the IPv4 one is used, lest it get twice its share.
    func read(_ slices: [Resource<EndpointSlice>]) -> ResolvedEndpoints {
        var result = ResolvedEndpoints()
        var workloads: Set<ObjectReference> = []
        let isMixed = slices.contains { $0.spec.addressType == .ipv6 }
        let inOrder = isMixed ? slices.filter { !Self.isIPv6($0) } + slices.filter { Self.isIPv6($0) } : slices
        for slice in inOrder {
            guard let number = self.port(in: slice.spec) else { continue }
            for endpoint in slice.spec.endpoints {
                guard let address = endpoint.addresses.first, endpoint.conditions?.terminating != true else { continue }
                if isMixed, let workload = endpoint.targetRef {
                    let isNew = workloads.insert(workload).inserted
                    if !isNew && Self.isIPv6(slice) { continue }
                }
                let labels = self.workloads.labels(of: endpoint.targetRef, namespace: self.service.namespace)
                let locality = Locality(labels: labels) ?? self.locality(of: endpoint)
                result.endpoints.append(
                    LabelledEndpoint(
                        Endpoint(
                            address: address, port: number, isReady: endpoint.conditions?.ready ?? true,
                            locality: locality.text),
                        labels: labels, node: endpoint.nodeName))
            }
        }
        return result
    }

    /// Where an endpoint is whose pod does not say. A slice names the zone only, and the labels of nodes are not to be
    /// had: the region is taken to be the gateway's, since the nodes of a cluster are in one.
    private func locality(of endpoint: EndpointSlice.Endpoint) -> Locality {
        guard let zone = stated(endpoint.zone) else { return Locality() }
        var locality = Locality()
        locality.region = endpoint.deprecatedTopology["topology.kubernetes.io/region"] ?? self.gatewayRegion
        locality.zone = zone
        return locality
    }

    private static func isIPv6(_ slice: Resource<EndpointSlice>) -> Bool { slice.spec.addressType == .ipv6 }

    /// The port of the slice's endpoints: the one with the service port's name, or the only one where the service has
    /// one port, for slices that were written by hand. A port without a number stands for all, so it is the target.
    private func port(in slice: EndpointSlice) -> Int? {
        let isLone = slice.ports.count == 1 && self.service.ports.count == 1
        guard let port = slice.ports.first(where: { isLone || ($0.name ?? "") == self.port.name }) else { return nil }
        return port.port.map { validPort($0) } ?? self.port.target
    }
}
