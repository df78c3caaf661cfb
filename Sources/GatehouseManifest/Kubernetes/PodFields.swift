import GatehouseModel

extension Pod: KubernetesResource {
    init?(resource fields: inout Fields, isBeingDeleted: Bool) {
        let spec: PodSpec? = fields.value("spec")
        let status: PodStatus? = fields.value("status")
        self.init(
            podIP: status?.podIP, podIPs: status?.podIPs ?? [], nodeName: spec?.nodeName,
            serviceAccountName: spec?.serviceAccountName, phase: status?.phase, ready: status?.ready,
            terminating: isBeingDeleted, containerPorts: spec?.containers.flatMap(\.ports) ?? [])
    }
}

/// The part of a pod's `spec` that matters.
private struct PodSpec: Message {
    var nodeName: String?
    var serviceAccountName: String?
    var containers: [Container]

    struct Container: Message {
        var ports: [Pod.ContainerPort]

        init(_ fields: inout Fields) {
            self.ports = fields.list("ports")
            fields.ignoreOthers()
        }
    }

    init(_ fields: inout Fields) {
        self.nodeName = fields.value("nodeName")
        self.serviceAccountName = fields.value("serviceAccountName")
        self.containers = fields.list("containers")
        fields.ignoreOthers()
    }
}

/// The part of a pod's `status` that matters.
private struct PodStatus: Message {
    var podIP: String?
    var podIPs: [String]
    var phase: String?
    var ready: Bool?

    private struct Address: Message {
        var ip: String?

        init(_ fields: inout Fields) {
            self.ip = fields.value("ip")
            fields.ignoreOthers()
        }
    }

    private struct Condition: Message {
        var type: String?
        var status: String?

        init(_ fields: inout Fields) {
            self.type = fields.value("type")
            self.status = fields.value("status")
            fields.ignoreOthers()
        }
    }

    init(_ fields: inout Fields) {
        self.podIP = fields.value("podIP")
        let addresses: [Address] = fields.list("podIPs")
        self.podIPs = addresses.compactMap(\.ip)
        self.phase = fields.value("phase")
        let conditions: [Condition] = fields.list("conditions")
        self.ready = conditions.first { $0.type == "Ready" }.map { $0.status == "True" }
        fields.ignoreOthers()
    }
}

extension Pod.ContainerPort: Message {
    init(_ fields: inout Fields) {
        self.init(
            name: fields.value("name"),
            containerPort: fields.value("containerPort"),
            protocol: fields.value("protocol"))
        fields.ignoreOthers()
    }
}
