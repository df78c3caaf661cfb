import GatehouseModel

extension Document {
    /// The document after `lines` lines were put in above it.
    func moved(by lines: Int) -> Document {
        guard lines != 0 else { return self }
        var document = self
        document.reading = Reading()
        for index in document.resources.indices { document.resources[index].move(by: lines) }
        for index in document.diagnostics.indices { document.diagnostics[index].location?.line += lines }
        return document
    }
}

extension AnyResource {
    fileprivate mutating func move(by lines: Int) {
        switch self {
        case .gateway(let resource): self = .gateway(resource.moved(by: lines))
        case .virtualService(let resource): self = .virtualService(resource.moved(by: lines))
        case .destinationRule(let resource): self = .destinationRule(resource.moved(by: lines))
        case .serviceEntry(let resource): self = .serviceEntry(resource.moved(by: lines))
        case .workloadEntry(let resource): self = .workloadEntry(resource.moved(by: lines))
        case .service(let resource): self = .service(resource.moved(by: lines))
        case .endpoints(let resource): self = .endpoints(resource.moved(by: lines))
        case .endpointSlice(let resource): self = .endpointSlice(resource.moved(by: lines))
        case .secret(let resource): self = .secret(resource.moved(by: lines))
        case .configMap(let resource): self = .configMap(resource.moved(by: lines))
        case .namespace(let resource): self = .namespace(resource.moved(by: lines))
        case .pod(let resource): self = .pod(resource.moved(by: lines))
        }
    }
}

extension Resource {
    fileprivate func moved(by lines: Int) -> Resource {
        var resource = self
        resource.source = self.source?.moved(by: lines)
        return resource
    }
}
