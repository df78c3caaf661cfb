import GatehouseModel
import Testing

@testable import GatehouseManifest

@Suite struct KubernetesTests {
    private func read(_ text: String) throws -> AnyResource {
        let result = ManifestReader(options: ManifestOptions(unknownFields: .error)).read(
            bytes: Array(text.utf8), file: "a.yaml")
        #expect(result.diagnostics == [])
        return try #require(result.resources.first)
    }

    @Test("a Service as a cluster shows it")
    func service() throws {
        let resource = try self.read(
            """
            apiVersion: v1
            kind: Service
            metadata:
              name: a
              uid: 1b9d
              generation: 12
              resourceVersion: "7"
              creationTimestamp: "2026-01-02T03:04:05Z"
              annotations: {networking.istio.io/exportTo: "."}
              managedFields: [{manager: kubectl, fieldsV1: {"f:spec": {}}}]
            spec:
              type: ClusterIP
              clusterIP: 10.0.0.1
              clusterIPs: [10.0.0.1]
              externalIPs: [192.0.2.1]
              ipFamilies: [IPv4]
              ipFamilyPolicy: SingleStack
              internalTrafficPolicy: Cluster
              sessionAffinity: None
              trafficDistribution: PreferClose
              publishNotReadyAddresses: true
              selector: {app: a}
              ports:
              - {name: http, port: 80, targetPort: web, protocol: TCP, appProtocol: http, nodePort: 30080}
              - {name: dns, port: 53, targetPort: 5353, protocol: UDP}
            status: {loadBalancer: {}}
            """)
        let service = try #require(resource.spec as? Service)
        #expect(resource.metadata.creationTimestamp == 1_767_323_045)
        #expect(resource.metadata.uid == "1b9d")
        #expect(resource.metadata.generation == 12)
        #expect(
            service
                == Service(
                    type: .clusterIP, clusterIP: "10.0.0.1", clusterIPs: ["10.0.0.1"], externalIPs: ["192.0.2.1"],
                    selector: ["app": "a"],
                    ports: [
                        Service.Port(
                            name: "http", protocol: .tcp, appProtocol: "http", port: 80, targetPort: .string("web"),
                            nodePort: 30080),
                        Service.Port(name: "dns", protocol: .udp, port: 53, targetPort: .int(5353)),
                    ],
                    publishNotReadyAddresses: true, sessionAffinity: "None", trafficDistribution: "PreferClose"))
    }

    @Test("B5: an EndpointSlice keeps absent conditions apart from false ones")
    func endpointSlice() throws {
        let resource = try self.read(
            """
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {name: a-x, labels: {kubernetes.io/service-name: a}}
            addressType: IPv4
            ports: [{name: http, port: 8080, protocol: TCP, appProtocol: http}]
            endpoints:
            - addresses: [10.0.0.1]
              conditions: {ready: null, serving: true, terminating: false}
              nodeName: n1
              zone: eu-a
              hostname: h
              targetRef: {kind: Pod, name: a-1, namespace: b, uid: x}
              hints: {forZones: [{name: eu-a}], forNodes: [{name: n1}]}
            - addresses: [10.0.0.2]
              conditions: {ready: false}
            """)
        let slice = try #require(resource.spec as? EndpointSlice)
        #expect(
            slice
                == EndpointSlice(
                    addressType: .ipv4,
                    endpoints: [
                        EndpointSlice.Endpoint(
                            addresses: ["10.0.0.1"], conditions: .init(serving: true, terminating: false),
                            hostname: "h",
                            targetRef: ObjectReference(kind: "Pod", namespace: "b", name: "a-1"), nodeName: "n1",
                            zone: "eu-a", hints: .init(forZones: [.init(name: "eu-a")], forNodes: [.init(name: "n1")])),
                        EndpointSlice.Endpoint(addresses: ["10.0.0.2"], conditions: .init(ready: false)),
                    ],
                    ports: [EndpointSlice.Port(name: "http", port: 8080, protocol: .tcp, appProtocol: "http")]))
    }

    @Test("B4: the zone of an older EndpointSlice is in its topology")
    func topology() throws {
        let resource = try self.read(
            """
            {apiVersion: discovery.k8s.io/v1beta1, kind: EndpointSlice, metadata: {name: a}, addressType: IPv6,
             endpoints: [{addresses: ["fd00::1"], topology: {topology.kubernetes.io/zone: eu-a}}]}
            """)
        let slice = try #require(resource.spec as? EndpointSlice)
        #expect(slice.endpoints.first?.zone == "eu-a")
    }

    @Test("Endpoints keep unready addresses apart")
    func endpoints() throws {
        let resource = try self.read(
            """
            apiVersion: v1
            kind: Endpoints
            metadata: {name: a}
            subsets:
            - addresses: [{ip: 10.0.0.1, nodeName: n1, hostname: h, targetRef: {kind: Pod, name: p}}]
              notReadyAddresses: [{ip: 10.0.0.2}]
              ports: [{name: http, port: 8080, protocol: TCP, appProtocol: http}]
            """)
        let endpoints = try #require(resource.spec as? Endpoints)
        #expect(
            endpoints.subsets == [
                Endpoints.Subset(
                    addresses: [
                        .init(ip: "10.0.0.1", hostname: "h", nodeName: "n1", targetRef: .init(kind: "Pod", name: "p"))
                    ],
                    notReadyAddresses: [.init(ip: "10.0.0.2")],
                    ports: [.init(name: "http", port: 8080, protocol: .tcp, appProtocol: "http")])
            ])
    }

    @Test("a Secret's values are decoded, and texts win over bytes")
    func secret() throws {
        let resource = try self.read(
            """
            {apiVersion: v1, kind: Secret, metadata: {name: a}, type: kubernetes.io/tls, immutable: true,
             data: {tls.crt: "YWJj\\n", tls.key: eHl6, both: YQ==}, stringData: {both: b}}
            """)
        let secret = try #require(resource.spec as? Secret)
        #expect(secret.type == "kubernetes.io/tls")
        #expect(secret.data == ["tls.crt": Array("abc".utf8), "tls.key": Array("xyz".utf8), "both": Array("b".utf8)])
    }

    @Test("a ConfigMap's texts and bytes")
    func configMap() throws {
        let resource = try self.read(
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: b}, binaryData: {c: AAE=}, immutable: false}"
        )
        let map = try #require(resource.spec as? ConfigMap)
        #expect(map == ConfigMap(data: ["a": "b"], binaryData: ["c": [0, 1]], immutable: false))
    }

    @Test("of a Pod only what matters is read, whatever else it has")
    func pod() throws {
        let resource = try self.read(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: a, labels: {app: a}, deletionTimestamp: "2026-01-02T03:04:05.123+01:00"}
            spec:
              nodeName: n1
              serviceAccountName: sa
              tolerations: [{key: a, operator: Exists}]
              containers:
              - {name: main, image: x, ports: [{name: web, containerPort: 8080, protocol: TCP, hostPort: 1}]}
              - {name: side}
            status:
              phase: Running
              podIP: 10.0.0.1
              podIPs: [{ip: 10.0.0.1}, {ip: "fd00::1"}]
              conditions: [{type: Initialized, status: "True"}, {type: Ready, status: "False", reason: x}]
            """)
        let pod = try #require(resource.spec as? Pod)
        #expect(
            pod
                == Pod(
                    podIP: "10.0.0.1", podIPs: ["10.0.0.1", "fd00::1"], nodeName: "n1", serviceAccountName: "sa",
                    phase: "Running", ready: false, terminating: true,
                    containerPorts: [.init(name: "web", containerPort: 8080, protocol: .tcp)]))
    }

    @Test(
        "Kubernetes' own kinds are read by its stricter rules",
        arguments: [
            "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: '80'}]}}",
            "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {cluster_ip: 10.0.0.1}}",
            "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: 1}}",
            "{apiVersion: v1, kind: Service, metadata: {name: a}, spec: {type: clusterip}}",
            "{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {b: YQ}}",
            "{apiVersion: v1, kind: Secret, metadata: {name: a}, data: {b: \"Y=Q=\"}}",
        ])
    func stricter(text: String) {
        let result = ManifestReader(options: ManifestOptions(unknownFields: .error)).read(
            bytes: Array(text.utf8), file: "a.yaml")
        #expect(result.diagnostics.map(\.code) == ["IST0106"])
        #expect(result.resources.isEmpty)
    }
}
