import GatehouseObjects
import Testing

@Suite("rows of tables")
struct TableRowTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var about: String
        var resource: APIResource
        var object: JSON
        var cells: [JSON]
        var testDescription: String { self.about }
    }

    private static let metadata: JSON = ["name": "a", "creationTimestamp": "2001-09-09T01:46:35Z"]

    private static let istio: [Case] = [
        Case(
            about: "lists are JSON", resource: .virtualServices,
            object: [
                "metadata": metadata, "spec": ["gateways": ["edge"], "hosts": ["a.example", "b.example"]],
            ], cells: ["a", "[\"edge\"]", "[\"a.example\",\"b.example\"]", "5s"]),
        Case(
            about: "what is missing is null", resource: .virtualServices, object: ["metadata": metadata],
            cells: ["a", nil, nil, "5s"]),
        Case(
            about: "a gateway has its name and age", resource: .gateways, object: ["metadata": metadata],
            cells: ["a", "5s"]),
        Case(
            about: "a destination rule has its host", resource: .destinationRules,
            object: ["metadata": metadata, "spec": ["host": "h"]], cells: ["a", "h", "5s"]),
        Case(
            about: "a service entry has location and resolution", resource: .serviceEntries,
            object: [
                "metadata": metadata, "spec": ["hosts": ["h"], "location": "MESH_EXTERNAL", "resolution": "DNS"],
            ],
            cells: ["a", "[\"h\"]", "MESH_EXTERNAL", "DNS", "5s"]),
        Case(
            about: "a workload entry's address comes last", resource: .workloadEntries,
            object: ["metadata": metadata, "spec": ["address": "10.0.0.1"]], cells: ["a", "5s", "10.0.0.1"]),
        Case(
            about: "a peer authentication has its mode", resource: .peerAuthentications,
            object: ["metadata": metadata, "spec": ["mtls": ["mode": "STRICT"]]], cells: ["a", "STRICT", "5s"]),
        Case(about: "no age is null", resource: .gateways, object: ["metadata": ["name": "a"]], cells: ["a", nil]),
    ]

    private static let services: [Case] = [
        Case(
            about: "a service inside", resource: .services,
            object: [
                "metadata": metadata,
                "spec": [
                    "type": "NodePort", "clusterIP": "10.0.0.1", "clusterIPs": ["10.0.0.1"],
                    "ports": [["port": 80, "protocol": "TCP"], ["port": 443, "nodePort": 30443]],
                    "selector": ["b": "2", "a": "1"],
                ],
            ], cells: ["a", "NodePort", "10.0.0.1", "<none>", "80/TCP,443:30443/TCP", "5s", "a=1,b=2"]),
        Case(
            about: "a load balancer that is not there yet", resource: .services,
            object: ["metadata": metadata, "spec": ["type": "LoadBalancer", "clusterIP": "None"]],
            cells: ["a", "LoadBalancer", "None", "<pending>", "<none>", "5s", "<none>"]),
        Case(
            about: "a load balancer that is there", resource: .services,
            object: [
                "metadata": metadata, "spec": ["type": "LoadBalancer", "externalIPs": ["9.9.9.9"]],
                "status": ["loadBalancer": ["ingress": [["hostname": "lb.example"], ["ip": "1.2.3.4"]]]],
            ], cells: ["a", "LoadBalancer", "<none>", "1.2.3.4,lb.example,9.9.9.9", "<none>", "5s", "<none>"]),
        Case(
            about: "an alias", resource: .services,
            object: ["metadata": metadata, "spec": ["type": "ExternalName", "externalName": "x.example"]],
            cells: ["a", "ExternalName", "<none>", "x.example", "<none>", "5s", "<none>"]),
        Case(
            about: "endpoints beyond three are counted", resource: .endpoints,
            object: [
                "metadata": metadata,
                "subsets": [
                    ["addresses": [["ip": "1.1.1.1"], ["ip": "::1"]], "ports": [["port": 80], ["port": 81]]],
                    ["addresses": [["ip": "2.2.2.2"]]],
                ],
            ], cells: ["a", "1.1.1.1:80,[::1]:80,1.1.1.1:81 + 2 more...", "5s"]),
        Case(
            about: "no endpoints", resource: .endpoints, object: ["metadata": metadata], cells: ["a", "<none>", "5s"]),
        Case(
            about: "a slice", resource: .endpointSlices,
            object: [
                "metadata": metadata, "addressType": "IPv4", "ports": [["port": 80], ["name": "x"], [:]],
                "endpoints": [["addresses": ["1.1.1.1"]], ["addresses": ["1.1.1.2"]]],
            ], cells: ["a", "IPv4", "80,x,*", "1.1.1.1,1.1.1.2", "5s"]),
        Case(
            about: "an empty slice", resource: .endpointSlices, object: ["metadata": metadata, "addressType": "IPv6"],
            cells: ["a", "IPv6", "<unset>", "<unset>", "5s"]),
    ]

    private static let others: [Case] = [
        Case(
            about: "a namespace", resource: .namespaces, object: ["metadata": metadata, "status": ["phase": "Active"]],
            cells: ["a", "Active", "5s"]),
        Case(
            about: "a secret counts its values", resource: .secrets,
            object: ["metadata": metadata, "type": "Opaque", "data": ["x": "", "y": ""]],
            cells: ["a", "Opaque", 2, "5s"]),
        Case(
            about: "a config map counts texts and bytes", resource: .configMaps,
            object: ["metadata": metadata, "data": ["x": ""], "binaryData": ["y": ""]], cells: ["a", 2, "5s"]),
        Case(
            about: "a lease has its holder", resource: .leases,
            object: ["metadata": metadata, "spec": ["holderIdentity": "me"]], cells: ["a", "me", "5s"]),
        Case(
            about: "an event has its object", resource: .events,
            object: [
                "metadata": metadata, "involvedObject": ["kind": "Gateway", "name": "edge", "fieldPath": "spec"],
                "reason": "Conflict", "type": "Warning", "message": " two of them\n", "count": 3,
                "firstTimestamp": "2001-09-09T01:45:40Z", "lastTimestamp": "2001-09-09T01:46:30Z",
                "source": ["component": "gatehouse"],
            ],
            cells: [
                "10s", "Warning", "Conflict", "gateway/edge", "spec", "gatehouse", "two of them", "60s", 3, "a",
            ]),
        Case(
            about: "a pod", resource: .pods,
            object: [
                "metadata": metadata, "spec": ["containers": [["name": "x"], ["name": "y"]], "nodeName": "n"],
                "status": [
                    "phase": "Running", "podIP": "10.0.0.9",
                    "containerStatuses": [
                        ["name": "x", "ready": true, "restartCount": 2],
                        [
                            "name": "y", "ready": false, "restartCount": 1,
                            "state": ["waiting": ["reason": "CrashLoopBackOff"]],
                        ],
                    ],
                ],
            ], cells: ["a", "1/2", "CrashLoopBackOff", "3", "5s", "10.0.0.9", "n"]),
        Case(
            about: "a pod of which little is known", resource: .pods,
            object: ["metadata": metadata, "status": ["phase": "Running"]],
            cells: ["a", "0/0", "Running", "0", "5s", "<none>", "<none>"]),
    ]

    @Test("cells are what kubectl expects of the kind", arguments: istio + services + others)
    func cells(example: Case) {
        #expect(tableRow(for: example.object, resource: example.resource, now: 1_000_000_000) == example.cells)
    }

    @Test(
        "an object of any shape has a cell for every column",
        arguments: APICatalogue.served.resources.map(KindUnderTest.init))
    func anyShape(kind: KindUnderTest) {
        let resource = kind.resource
        let nonsense: [JSON] = [nil, 1, [], ["metadata": 1, "spec": [1], "status": "x", "subsets": [1], "data": []]]
        for object in nonsense {
            #expect(tableRow(for: object, resource: resource, now: 0).count == resource.columns.count)
        }
    }
}
