import GatehouseModel

extension AnyResource {
    /// The spec, whatever its type.
    var spec: any ResourceSpec {
        switch self {
        case .gateway(let resource): resource.spec
        case .virtualService(let resource): resource.spec
        case .destinationRule(let resource): resource.spec
        case .serviceEntry(let resource): resource.spec
        case .workloadEntry(let resource): resource.spec
        case .service(let resource): resource.spec
        case .endpoints(let resource): resource.spec
        case .endpointSlice(let resource): resource.spec
        case .secret(let resource): resource.spec
        case .configMap(let resource): resource.spec
        case .namespace(let resource): resource.spec
        case .pod(let resource): resource.spec
        }
    }
}
