import GatehouseObjects

/// What a request for objects is about.
struct ObjectTarget: Hashable, Sendable {
    /// The kind.
    var resource: APIResource
    /// The version in which objects are sent and received.
    var version: String
    /// The namespace; nil for all of them, and for kinds that have none.
    var namespace: String?
    /// The object's name; nil for all of them.
    var name: String?
    /// Whether it is about the `status` sub-resource.
    var isStatus = false
    /// Whether the path begins with `watch`, as old clients have it.
    var isWatch = false

    /// `v1`, or `networking.istio.io/v1`.
    var apiVersion: String { self.resource.apiVersion(self.version) }

    /// The object of this name in storage.
    func key(_ name: String) -> ObjectKey {
        ObjectKey(kind: ObjectKind(self.resource), namespace: self.namespace ?? "", name: name)
    }
}

extension ObjectTarget {
    /// Reads what follows the version in a path; nil where there is no such kind.
    init?(_ segments: ArraySlice<String>, group: String, version: String, catalogue: APICatalogue) {
        var rest = segments
        if rest.first == "watch" {
            rest.removeFirst()
            self.isWatch = true
        }
        var namespace: String?
        // `namespaces/x/services` is in a namespace; `namespaces/x` and `namespaces/x/status` are the namespace itself.
        if rest.first == "namespaces", rest.count > 2, rest[rest.startIndex + 2] != "status" || rest.count > 3 {
            namespace = rest[rest.startIndex + 1]
            rest = rest.dropFirst(2)
        }
        guard let plural = rest.popFirst(),
            let resource = catalogue.resource(group: group, version: version, plural: plural)
        else { return nil }
        self.resource = resource
        self.version = version
        self.namespace = namespace
        self.name = rest.popFirst()
        if let subresource = rest.popFirst() {
            guard subresource == "status", resource.hasStatus, !self.isWatch else { return nil }
            self.isStatus = true
        }
        guard rest.isEmpty, resource.isNamespaced || namespace == nil,
            self.name == nil || namespace != nil || !resource.isNamespaced
        else { return nil }
    }
}
