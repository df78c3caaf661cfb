import GatehouseAPIServer
import GatehouseObjects
import Testing

@Suite("Services that change their type")
struct ServiceChangeTests {
    private static let merge = "application/merge-patch+json"

    private static let typed = [
        "allocateLoadBalancerNodePorts", "externalTrafficPolicy", "healthCheckNodePort", "loadBalancerClass",
    ]

    private static let loadBalancer = """
        {"type": "LoadBalancer", "externalTrafficPolicy": "Local", "healthCheckNodePort": 32000, \
        "loadBalancerClass": "a.b/c", "ports": [{"port": 80, "nodePort": 30080}]}
        """

    @Test("What only services of the old type have goes with the type", arguments: ["ClusterIP", "ExternalName"])
    func dropped(_ type: String) async throws {
        let api = try await TestAPI()
        let made = try await api.create(Sample.services, Sample.service("s", spec: Self.loadBalancer))
        for field in Self.typed { #expect(made["spec"]?[field] != nil, "\(field)") }
        let answer = await api.call(
            "PATCH", Sample.services + "/s", #"{"spec": {"type": "\#(type)", "externalName": "a.b"}}"#, type: Self.merge
        )
        #expect(answer.status == 200, "\(answer.text)")
        for field in Self.typed { #expect(answer["/spec/\(field)"] == nil, "\(field)") }
        #expect(answer["/spec/ports"] == [["port": 80, "protocol": "TCP", "targetPort": 80]])
        #expect((answer["/spec/clusterIP"] == made["spec"]?["clusterIP"]) == (type == "ClusterIP"))
        #expect((answer["/spec/internalTrafficPolicy"] == nil) == (type == "ExternalName"))
    }

    @Test("Where a load balancer is reached goes with it, and nothing else has such a place")
    func status() async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.services, Sample.service("s", spec: Self.loadBalancer))
        let reached = #"{"status": {"loadBalancer": {"ingress": [{"ip": "192.0.2.1"}]}}}"#
        let path = Sample.services + "/s"
        let balanced = await api.call("PATCH", path + "/status", reached, type: Self.merge)
        #expect(balanced["/status/loadBalancer/ingress"] == [["ip": "192.0.2.1"]])
        let kept = await api.call("PATCH", path, #"{"metadata": {"labels": {"a": "b"}}}"#, type: Self.merge)
        #expect(kept["/status/loadBalancer/ingress"] == [["ip": "192.0.2.1"]])
        let changed = await api.call("PATCH", path, #"{"spec": {"type": "NodePort"}}"#, type: Self.merge)
        #expect(changed["/status"] == ["loadBalancer": [:]], "\(changed.text)")
        let refused = await api.call("PATCH", path + "/status", reached, type: Self.merge)
        #expect(refused.status == 422)
        #expect(refused.message.contains("may only be used when `spec.type` is"))
    }

    @Test("Whose load balancer a service has is said once, and of load balancers only")
    func balancerClass() async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.services, Sample.service("s", spec: Self.loadBalancer))
        for value in [#""a.b/d""#, "null"] {
            let answer = await api.call(
                "PATCH", Sample.services + "/s", #"{"spec": {"loadBalancerClass": \#(value)}}"#, type: Self.merge)
            #expect(answer.status == 422)
            #expect(answer.message.contains("spec.loadBalancerClass: Invalid value: "), "\(answer.message)")
            #expect(answer.message.contains("may not change once set"), "\(answer.message)")
        }
        let specs = [
            #"{"type": "LoadBalancer", "loadBalancerClass": "a b"}"#, #"{"loadBalancerClass": "a.b/c"}"#,
            #"{"allocateLoadBalancerNodePorts": false}"#,
        ]
        for spec in specs {
            let answer = await api.call("POST", Sample.services, Sample.service("t", spec: spec))
            #expect(answer.status == 422, "\(spec): \(answer.text)")
        }
    }

    @Test("What a client has just set is not taken away, but said to be of no use")
    func justSet() async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.services, Sample.service("s", spec: Self.loadBalancer))
        let answer = await api.call(
            "PATCH", Sample.services + "/s", #"{"spec": {"type": "ClusterIP", "externalTrafficPolicy": "Cluster"}}"#,
            type: Self.merge)
        #expect(answer.status == 422)
        #expect(answer.message.contains("may only be set for externally-accessible services"))
    }

    @Test("Ports of nodes stay with the names that they lead to, for clients that say nothing of them")
    func kept() async throws {
        let api = try await TestAPI()
        _ = try await api.create(
            Sample.services,
            Sample.service(
                "s",
                spec: """
                    {"type": "NodePort", "ports": [{"name": "a", "port": 1, "nodePort": 30001},
                     {"name": "b", "port": 2, "nodePort": 30002}, {"name": "c", "port": 3, "nodePort": 30003}]}
                    """))
        let answer = await api.call(
            "PUT", Sample.services + "/s",
            Sample.service(
                "s",
                spec: """
                    {"type": "LoadBalancer", "ports": [{"name": "b", "port": 22}, {"name": "d", "port": 1},
                     {"name": "e", "port": 5, "nodePort": 30003}, {"name": "c", "port": 3}]}
                    """))
        #expect(answer.status == 200, "\(answer.text)")
        #expect((answer["/spec/ports"]?.array ?? []).map { $0["nodePort"] } == [30002, nil, 30003, nil])
    }

    @Test("The port for health checks stays, and ports of nodes go in whatever order the ports are")
    func order() async throws {
        let api = try await TestAPI()
        let ports = [
            #"{"name": "a", "port": 1, "nodePort": 30001}"#, #"{"name": "b", "port": 2, "nodePort": 30002}"#,
        ]
        func spec(_ type: String, _ ports: [String], _ more: String = "") -> String {
            Sample.service(
                "s",
                spec: """
                    {"type": "\(type)", "ports": [\(ports.joined(separator: ","))]\(more)}
                    """)
        }
        let local = #", "externalTrafficPolicy": "Local""#
        _ = try await api.create(
            Sample.services, spec("LoadBalancer", ports, local + #", "healthCheckNodePort": 32000"#))
        let kept = await api.call("PUT", Sample.services + "/s", spec("LoadBalancer", ports, local))
        #expect(kept["/spec/healthCheckNodePort"] == 32000)
        let turned = await api.call("PUT", Sample.services + "/s", spec("ClusterIP", ports.reversed()))
        #expect(turned.status == 200, "\(turned.text)")
        #expect((turned["/spec/ports"]?.array ?? []).allSatisfy { $0["nodePort"] == nil })
    }

    @Test("Without affinity, its settings go")
    func affinity() async throws {
        let api = try await TestAPI()
        let made = try await api.create(
            Sample.services, Sample.service("s", spec: #"{"sessionAffinity": "ClientIP", "ports": [{"port": 80}]}"#))
        #expect(made["spec"]?["sessionAffinityConfig"] == ["clientIP": ["timeoutSeconds": 10800]])
        let answer = await api.call(
            "PATCH", Sample.services + "/s", #"{"spec": {"sessionAffinity": "None"}}"#, type: Self.merge)
        #expect(answer.status == 200)
        #expect(answer["/spec/sessionAffinityConfig"] == nil)
    }
}
