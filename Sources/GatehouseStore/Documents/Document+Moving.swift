import GatehouseModel

extension Document {
    /// The document after `lines` lines were put in above it.
    func moved(by lines: Int) -> Document {
        guard lines != 0 else { return self }
        var document = self
        document.reading = Reading()
        for index in document.resources.indices { document.resources[index].move(by: lines) }
        for index in document.unservable.indices { document.unservable[index].move(by: lines) }
        for index in document.diagnostics.indices { document.diagnostics[index].location?.line += lines }
        return document
    }
}

extension AnyResource {
    fileprivate mutating func move(by lines: Int) { self.mapSource { $0?.moved(by: lines) } }

    /// From now on the resource is in no file.
    mutating func forgetSource() { self.mapSource { _ in nil } }

    private mutating func mapSource(_ map: (SourceMap?) -> SourceMap?) {
        switch self {
        case .gateway(let resource): self = .gateway(resource.mappingSource(map))
        case .virtualService(let resource): self = .virtualService(resource.mappingSource(map))
        case .destinationRule(let resource): self = .destinationRule(resource.mappingSource(map))
        case .serviceEntry(let resource): self = .serviceEntry(resource.mappingSource(map))
        case .workloadEntry(let resource): self = .workloadEntry(resource.mappingSource(map))
        case .service(let resource): self = .service(resource.mappingSource(map))
        case .endpoints(let resource): self = .endpoints(resource.mappingSource(map))
        case .endpointSlice(let resource): self = .endpointSlice(resource.mappingSource(map))
        case .secret(let resource): self = .secret(resource.mappingSource(map))
        case .configMap(let resource): self = .configMap(resource.mappingSource(map))
        case .namespace(let resource): self = .namespace(resource.mappingSource(map))
        case .pod(let resource): self = .pod(resource.mappingSource(map))
        }
    }
}

extension Resource {
    fileprivate func mappingSource(_ map: (SourceMap?) -> SourceMap?) -> Resource {
        var resource = self
        resource.source = map(self.source)
        return resource
    }
}
