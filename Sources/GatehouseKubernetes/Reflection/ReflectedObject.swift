import GatehouseModel
public import GatehouseObjects

/// An object of the API, as far as it matters here.
struct ReflectedObject: Hashable, Sendable {
    var key: ResourceKey
    /// Differs for every change of the object, and says no more.
    var resourceVersion: String
    /// What is read as a manifest: JSON without status and without what only the API server needs.
    var text: [UInt8]
    /// What status writing needs; nil for kinds without a status of interest.
    var facts: ObservedObject?
    /// A hash of `text` within this process.
    var fingerprint: Int

    /// Takes from an object what matters.
    ///
    /// - Throws: where it has no name or no resource version, which no object of an API lacks.
    init(_ object: JSON, kind: WatchedKind, endpoint: ResourceEndpoint) throws(APIFailure) {
        let metadata = object["metadata"]
        guard let name = metadata?["name"]?.string, let version = metadata?["resourceVersion"]?.string else {
            throw .malformed("an object of \(endpoint) has no name or resource version")
        }
        self.key = ResourceKey(kind: endpoint.kind, namespace: metadata?["namespace"]?.string ?? "", name: name)
        self.resourceVersion = version
        if kind.hasStatus {
            self.facts = ObservedObject(
                apiVersion: endpoint.apiVersion, plural: endpoint.plural, resourceVersion: version,
                status: object["status"] ?? [:])
        }
        self.text = Self.trimmed(object, kind: kind, endpoint: endpoint).bytes
        var hasher = Hasher()
        self.text.withUnsafeBytes { hasher.combine(bytes: $0) }
        self.fingerprint = hasher.finalize()
    }

    /// The object as somebody could have written it. Items of lists don't repeat their kind, parts of objects come as a kind
    /// of their own: both get the one that they are of.
    private static func trimmed(_ object: JSON, kind: WatchedKind, endpoint: ResourceEndpoint) -> JSON {
        var kept: JSON = [:]
        if kind.content == .whole {
            kept = object
            kept["status"] = nil
        }
        kept["apiVersion"] = .string(endpoint.apiVersion)
        kept["kind"] = .string(endpoint.kind)
        let metadata = object["metadata"] ?? [:]
        var keptMetadata: JSON = [:]
        for name in ["name", "namespace", "labels", "creationTimestamp", "deletionTimestamp"] {
            keptMetadata[name] = metadata[name]
        }
        // A status says which version of which object it is about.
        for name in kind.hasStatus ? ["generation", "uid"] : [] { keptMetadata[name] = metadata[name] }
        if kind.hasAnnotations, var annotations = metadata["annotations"] {
            annotations["kubectl.kubernetes.io/last-applied-configuration"] = nil
            keptMetadata["annotations"] = annotations
        }
        kept["metadata"] = keptMetadata
        return kept
    }
}

extension WatchedKind {
    /// Whether annotations mean anything. Those of endpoints change all the time (leader elections by Endpoints, times of
    /// changes), and those of Pods have no meaning here.
    fileprivate var hasAnnotations: Bool { self.content == .whole && self.name != "EndpointSlice" }
}

/// What is known of an object that has a status.
public struct ObservedObject: Hashable, Sendable {
    /// The version that it was read in.
    public var apiVersion: String
    /// The plural in its path.
    public var plural: String
    /// Differs for every change of the object, and says no more.
    public var resourceVersion: String
    /// Its status.
    public var status: JSON

    /// What is known of an object.
    public init(apiVersion: String, plural: String, resourceVersion: String, status: JSON) {
        self.apiVersion = apiVersion
        self.plural = plural
        self.resourceVersion = resourceVersion
        self.status = status
    }
}

/// How one kind's objects differ from before.
enum ObjectChange: Hashable, Sendable {
    /// An object is new or different.
    case put(ReflectedObject)
    /// An object differs in what status writing needs only.
    case observed(ReflectedObject)
    /// An object is gone.
    case gone(ResourceKey)
}
