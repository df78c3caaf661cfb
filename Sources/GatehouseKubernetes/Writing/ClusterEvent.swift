public import GatehouseModel
import GatehouseObjects

/// Something worth telling whoever looks at an object with `kubectl describe`.
public struct ClusterEvent: Hashable, Sendable {
    /// How it is shown.
    public enum Severity: String, Hashable, Sendable {
        /// All is well.
        case normal = "Normal"
        /// Something is not.
        case warning = "Warning"
    }

    /// The object.
    public var object: ResourceKey
    /// How it is shown.
    public var severity: Severity
    /// A word, such as `HostNotFound`.
    public var reason: String
    /// A sentence. What is beyond 1,024 bytes is cut off, for the server takes no more.
    public var message: String

    /// An event.
    public init(object: ResourceKey, severity: Severity, reason: String, message: String) {
        self.object = object
        self.severity = severity
        self.reason = reason
        var message = message
        while message.utf8.count > 1024 { message.removeLast() }
        self.message = message
    }
}

extension ClusterEvent {
    /// The namespace of its object of the API: objects without one have theirs in `default`.
    var namespace: String { self.object.namespace.isEmpty ? "default" : self.object.namespace }

    /// The object of the API that tells of it for the first time.
    func object(named name: String, about observed: ObservedObject, reporter: String, time: String) -> JSON {
        var involved: JSON = [
            "apiVersion": .string(observed.apiVersion), "kind": .string(self.object.kind),
            "name": .string(self.object.name), "uid": .string(observed.uid),
        ]
        if !self.object.namespace.isEmpty { involved["namespace"] = .string(self.object.namespace) }
        return [
            "apiVersion": "v1", "kind": "Event",
            "metadata": ["name": .string(name), "namespace": .string(self.namespace)],
            "involvedObject": involved, "type": .string(self.severity.rawValue), "reason": .string(self.reason),
            "message": .string(self.message), "firstTimestamp": .string(time), "lastTimestamp": .string(time),
            "count": 1, "source": ["component": "gatehouse"], "reportingComponent": "gatehouse",
            "reportingInstance": .string(reporter),
        ]
    }
}
