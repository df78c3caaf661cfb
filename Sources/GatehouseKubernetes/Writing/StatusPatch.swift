import GatehouseModel
import GatehouseObjects

extension APIRequest {
    /// The request that gives an object another status. It is refused (409) when the object is no longer the one that was
    /// observed: lists are replaced as a whole, and what others wrote into them meanwhile must not be lost.
    static func status(_ desired: JSON, of key: ResourceKey, _ object: ObservedObject) -> APIRequest {
        let patch: JSON = [
            "metadata": ["resourceVersion": .string(object.resourceVersion)],
            "status": .mergePatch(from: object.status, to: desired),
        ]
        var request = APIRequest(.patch, object.path(of: key, subresource: "status"), body: patch)
        request.contentType = "application/merge-patch+json"
        return request
    }
}

extension ObservedObject {
    /// The path of a part of the object.
    func path(of key: ResourceKey, subresource: String) -> String {
        let parts = self.apiVersion.split(separator: "/", maxSplits: 1).map(String.init)
        let endpoint = ResourceEndpoint(
            group: parts.count == 2 ? parts[0] : "", version: parts.last ?? "", kind: key.kind, plural: self.plural)
        return endpoint.path(namespace: key.namespace, name: key.name, subresource: subresource)
    }
}

extension JSON {
    /// The merge patch (RFC 7396) of an object's members that makes one of another; members that are the same are left
    /// out, those that are gone are null.
    fileprivate static func mergePatch(from old: JSON, to new: JSON) -> JSON {
        var patch: JSON = [:]
        for (name, value) in new.object ?? [:] where old[name] != value { patch[name] = value }
        for name in (old.object ?? [:]).keys where new[name] == nil { patch[name] = .some(.null) }
        return patch
    }
}
