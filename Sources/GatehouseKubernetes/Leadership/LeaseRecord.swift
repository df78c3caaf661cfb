import GatehouseObjects

/// What a Lease says (`coordination.k8s.io/v1`).
struct LeaseRecord: Hashable, Sendable {
    /// Who has it; empty for nobody.
    var holder: String
    /// Seconds after a renewal until others may take it.
    var seconds: Int64
    /// When the holder got it.
    var acquired: String
    /// When the holder last said that it is still there.
    var renewed: String
    /// How often it has gone from one holder to another.
    var transitions: Int64
    /// The version of the object; nil before it exists.
    var resourceVersion: String?

    /// What others have put on the object: its metadata but for what is the server's.
    var metadata: JSON = [:]

    /// Reads an object.
    init(_ object: JSON) {
        let spec = object["spec"]
        self.holder = spec?["holderIdentity"]?.string ?? ""
        self.seconds = spec?["leaseDurationSeconds"]?.integer ?? 0
        self.acquired = spec?["acquireTime"]?.string ?? ""
        self.renewed = spec?["renewTime"]?.string ?? ""
        self.transitions = spec?["leaseTransitions"]?.integer ?? 0
        self.resourceVersion = object["metadata"]?["resourceVersion"]?.string
        for name in ["labels", "annotations", "ownerReferences", "finalizers"] {
            self.metadata[name] = object["metadata"]?[name]
        }
    }

    init(
        holder: String, seconds: Int64, acquired: String, renewed: String, transitions: Int64, resourceVersion: String?
    ) {
        self.holder = holder
        self.seconds = seconds
        self.acquired = acquired
        self.renewed = renewed
        self.transitions = transitions
        self.resourceVersion = resourceVersion
    }

    /// The object of this name.
    func object(namespace: String, name: String) -> JSON {
        var metadata = self.metadata
        metadata["name"] = .string(name)
        metadata["namespace"] = .string(namespace)
        metadata["resourceVersion"] = self.resourceVersion.map { .string($0) }
        var spec: JSON = [
            "holderIdentity": .string(self.holder), "leaseDurationSeconds": .integer(self.seconds),
            "leaseTransitions": .integer(self.transitions),
        ]
        if !self.acquired.isEmpty { spec["acquireTime"] = .string(self.acquired) }
        if !self.renewed.isEmpty { spec["renewTime"] = .string(self.renewed) }
        return ["apiVersion": "coordination.k8s.io/v1", "kind": "Lease", "metadata": metadata, "spec": spec]
    }
}
