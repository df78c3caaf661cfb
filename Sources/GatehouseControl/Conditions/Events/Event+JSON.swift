public import GatehouseObjects
import GatehouseModel

extension Event {
    /// The event as an object of core/v1. It stands in its resource's namespace.
    ///
    /// - Parameters:
    ///   - component: the name of the reporter, such as `gatehouse`.
    ///   - instance: which of several reporters it was, such as the pod's name.
    ///   - apiVersion: that of the resource; all that events are about are Istio's.
    public func json(
        component: String, instance: String, apiVersion: String = "networking.istio.io/v1"
    ) -> JSON {
        let namespace = JSON.string(self.resource.namespace)
        var involved: JSON = [
            "apiVersion": .string(apiVersion), "kind": .string(self.resource.kind), "namespace": namespace,
            "name": .string(self.resource.name),
        ]
        involved["uid"] = self.uid.map { .string($0) }
        return [
            "apiVersion": "v1", "kind": "Event",
            "metadata": ["name": .string(self.name), "namespace": namespace],
            "involvedObject": involved, "type": .string(self.level.rawValue),
            "reason": .string(self.reason.rawValue), "message": .string(self.message),
            "count": .integer(Int64(clamping: self.count)),
            "firstTimestamp": .string(TimestampText.text(self.firstTimestamp)),
            "lastTimestamp": .string(TimestampText.text(self.lastTimestamp)),
            "source": ["component": .string(component), "host": .string(instance)],
            "reportingComponent": .string(component), "reportingInstance": .string(instance),
        ]
    }
}
