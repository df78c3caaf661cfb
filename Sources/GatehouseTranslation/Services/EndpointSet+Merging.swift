import GatehousePlan

extension EndpointSet {
    /// These endpoints in order; of several with one address and port, the first ready one counts.
    init(merging endpoints: [Endpoint]) {
        let sorted = endpoints.sorted { left, right in
            (left.address, left.port, left.isReady ? 0 : 1) < (right.address, right.port, right.isReady ? 0 : 1)
        }
        self.init()
        self.endpoints.reserveCapacity(sorted.count)
        for endpoint in sorted {
            if let last = self.endpoints.last, last.address == endpoint.address, last.port == endpoint.port { continue }
            self.endpoints.append(endpoint)
        }
    }
}
