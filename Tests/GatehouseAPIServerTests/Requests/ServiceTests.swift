import GatehouseAPIServer
import GatehouseObjects
import Testing

@Suite("Services, Secrets and ConfigMaps")
struct ServiceTests {
    @Test("A service gets an address, and what its author left out")
    func defaults() async throws {
        let api = try await TestAPI()
        let spec = try await api.create(Sample.services, Sample.service("s"))["spec"]
        #expect(spec?["type"] == "ClusterIP")
        #expect(spec?["sessionAffinity"] == "None")
        #expect(spec?["ports"] == [["port": 80, "protocol": "TCP", "targetPort": 80]])
        #expect(spec?["clusterIP"]?.string?.hasPrefix("10.96.") == true)
        #expect(spec?["clusterIPs"]?.array?.first == spec?["clusterIP"])
    }

    @Test("Ports of Endpoints and EndpointSlices that say no protocol are of TCP, and what they say is kept")
    func endpointDefaults() async throws {
        let api = try await TestAPI()
        let endpoints = try await api.create(
            "/api/v1/namespaces/default/endpoints",
            """
            {"apiVersion": "v1", "kind": "Endpoints", "metadata": {"name": "s"}, "subsets": [
             {"addresses": [{"ip": "192.0.2.1"}], "ports": [{"name": "a", "port": 1}, {"name": "b", "port": 2, "protocol": "UDP"}]},
             {"addresses": [{"ip": "192.0.2.2"}]}]}
            """)
        #expect(
            endpoints["subsets"]?.array?.map { $0["ports"] } == [
                [["name": "a", "port": 1, "protocol": "TCP"], ["name": "b", "port": 2, "protocol": "UDP"]], nil,
            ])
        let slice = try await api.create(
            "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices",
            """
            {"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "metadata": {"name": "s"},
             "addressType": "IPv4", "endpoints": [], "ports": [{"port": 1}, {"name": "b", "protocol": "UDP"}]}
            """)
        #expect(
            slice["ports"] == [["name": "", "port": 1, "protocol": "TCP"], ["name": "b", "protocol": "UDP"]])
    }

    @Test("No two services get the same address, however many there are at once")
    func distinct() async throws {
        let api = try await TestAPI()
        let addresses = await withTaskGroup(of: JSON?.self) { group in
            for number in 0..<50 {
                group.addTask {
                    await api.call("POST", Sample.services, Sample.service("s\(number)"))["/spec/clusterIP"]
                }
            }
            return await group.reduce(into: Set<JSON?>()) { $0.insert($1) }
        }
        #expect(addresses.count == 50)
        #expect(!addresses.contains(nil))
    }

    static let specs: [(spec: String, status: Int, clusterIP: JSON?)] = [
        (#"{"clusterIP": "None"}"#, 201, "None"),
        (#"{"clusterIP": "None", "ipFamilies": ["IPv4", "IPv6"], "ipFamilyPolicy": "RequireDualStack"}"#, 201, "None"),
        (
            #"{"clusterIP": "None", "selector": {"a": "b"}, "ipFamilyPolicy": "RequireDualStack"}"#, 422, nil
        ),
        (#"{"type": "ExternalName", "externalName": "example.com"}"#, 201, nil),
        (#"{"clusterIP": "10.96.1.2", "ports": [{"port": 1}]}"#, 201, "10.96.1.2"),
        (#"{"clusterIP": "10.97.1.2", "ports": [{"port": 1}]}"#, 422, nil),
        (#"{"clusterIP": "10.96.0.77", "ports": [{"port": 1}]}"#, 422, nil),
        (#"{"clusterIP": "010.96.1.2", "ports": [{"port": 1}]}"#, 422, nil),
        (#"{"clusterIP": "x", "ports": [{"port": 1}]}"#, 422, nil),
        (#"{"clusterIPs": ["10.96.1.2"], "ports": [{"port": 1}]}"#, 201, "10.96.1.2"),
        (#"{"clusterIP": "10.96.1.2", "clusterIPs": ["10.96.1.3"], "ports": [{"port": 1}]}"#, 422, nil),
        (#"{"clusterIPs": ["10.96.1.2", "fd00::1"], "ports": [{"port": 1}]}"#, 422, nil),
        (#"{"type": "ExternalName"}"#, 422, nil),
        ("{}", 422, nil),
        (#"{"ports": []}"#, 422, nil),
        (#"{"ports": [{"port": 0}]}"#, 422, nil),
        (#"{"ports": [{"port": 65536}]}"#, 422, nil),
        (#"{"ports": [{"port": 1}, {"port": 2}]}"#, 422, nil),
        (#"{"ports": [{"name": "a", "port": 1}, {"name": "a", "port": 2}]}"#, 422, nil),
        (#"{"ports": [{"name": "a", "port": 1}, {"name": "b", "port": 1}]}"#, 422, nil),
        (#"{"ports": [{"name": "A", "port": 1}]}"#, 422, nil),
        (#"{"ports": [{"port": 1, "protocol": "XTP"}]}"#, 422, nil),
        (#"{"type": "Other", "ports": [{"port": 1}]}"#, 422, nil),
        (#"{"type": "LoadBalancer", "clusterIP": "None", "ports": [{"port": 1}]}"#, 422, nil),
        (#"{"ports": [{"port": "1"}]}"#, 400, nil),
        ("[]", 400, nil),
    ]

    @Test("What a service may be", arguments: Self.specs)
    func specified(_ spec: String, _ status: Int, _ clusterIP: JSON?) async throws {
        let api = try await TestAPI()
        _ = try await api.create(
            Sample.services, Sample.service("taken", spec: #"{"clusterIP": "10.96.0.77", "ports": [{"port": 1}]}"#))
        let answer = await api.call("POST", Sample.services, Sample.service("s", spec: spec))
        #expect(answer.status == status, "\(answer.text)")
        #expect(answer["/spec/clusterIP"] == clusterIP)
    }

    @Test(
        "All values of an object have a mebibyte together, whatever they are written in",
        arguments: [(700, 300, 201), (700, 400, 422), (0, 1030, 422)])
    func dataSize(_ text: Int, _ bytes: Int, _ status: Int) async throws {
        let api = try await TestAPI()
        let encoded = String(repeating: "QUFB", count: bytes * 1024 / 3)
        let body = """
            {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "c"},
             "data": {"a": "\(String(repeating: "x", count: text * 1024))"}, "binaryData": {"b": "\(encoded)"}}
            """
        #expect(await api.call("POST", Sample.configMaps, body).status == status)
        guard text == 0 else { return }
        let secret = #"{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "c"}, "data": {"b": "\#(encoded)"}}"#
        #expect(await api.call("POST", Sample.secrets, secret).status == status)
    }

    @Test("A service keeps its address until it becomes another service's name")
    func kept() async throws {
        let api = try await TestAPI()
        let object = try await api.create(Sample.services, Sample.service("s"))
        let address = object["spec"]?["clusterIP"]
        let put = await api.call("PUT", Sample.services + "/s", Sample.service("s"))
        #expect(put.status == 200)
        #expect(put["/spec/clusterIP"] == address)
        let type = "application/merge-patch+json"
        let changed = await api.call(
            "PATCH", Sample.services + "/s", #"{"spec": {"clusterIP": "10.96.3.3"}}"#, type: type)
        #expect(changed.status == 422)
        #expect(changed.message.contains("may not change once set"))
        let external = await api.call(
            "PATCH", Sample.services + "/s", #"{"spec": {"type": "ExternalName", "externalName": "a.b"}}"#, type: type)
        #expect(external.status == 200, "\(external.text)")
        #expect(external["/spec/clusterIP"] == nil)
        let back = await api.call("PATCH", Sample.services + "/s", #"{"spec": {"type": "ClusterIP"}}"#, type: type)
        #expect(back["/spec/clusterIP"]?.string?.hasPrefix("10.96.") == true)
    }

    @Test("Texts of a Secret become Base64, beside what is there")
    func stringData() async throws {
        let api = try await TestAPI()
        let object = try await api.create(
            Sample.secrets,
            #"{"metadata": {"name": "s"}, "data": {"a": "AQ=="}, "stringData": {"b": "hello", "c": ""}}"#)
        #expect(object["data"] == ["a": "AQ==", "b": "aGVsbG8=", "c": ""])
        #expect(object["stringData"] == nil)
        #expect(object["type"] == "Opaque")
        let changed = await api.call(
            "PATCH", Sample.secrets + "/s", #"{"type": "other"}"#, type: "application/merge-patch+json")
        #expect(changed.status == 422)
    }

    static let values: [(path: String, body: String, status: Int)] = [
        (Sample.secrets, #"{"metadata": {"name": "s"}, "type": "kubernetes.io/tls"}"#, 422),
        (
            Sample.secrets,
            #"{"metadata": {"name": "s"}, "type": "kubernetes.io/tls", "data": {"tls.crt": "", "tls.key": ""}}"#, 201
        ),
        (Sample.secrets, #"{"metadata": {"name": "s"}, "data": {"a": "%%%"}}"#, 400),
        (Sample.secrets, #"{"metadata": {"name": "s"}, "data": {"a b": ""}}"#, 422),
        (Sample.configMaps, #"{"metadata": {"name": "s"}, "data": {"a/b": ""}}"#, 422),
        (Sample.configMaps, #"{"metadata": {"name": "s"}, "data": {"a": ""}, "binaryData": {"a": ""}}"#, 422),
        (
            Sample.configMaps,
            #"{"metadata": {"name": "s"}, "data": {"a": "\#(String(repeating: "x", count: 1_048_577))"}}"#, 422
        ),
    ]

    @Test("What Secrets and ConfigMaps may have", arguments: Self.values)
    func valued(_ path: String, _ body: String, _ status: Int) async throws {
        let api = try await TestAPI()
        let answer = await api.call("POST", path, body)
        #expect(answer.status == status, "\(answer.text.prefix(500))")
    }

    @Test("Values that are immutable stay as they are")
    func immutable() async throws {
        let api = try await TestAPI()
        let body = #"{"metadata": {"name": "c"}, "immutable": true, "data": {"a": "1"}}"#
        _ = try await api.create(Sample.configMaps, body)
        for patch in [#"{"data": {"a": "2"}}"#, #"{"immutable": false}"#] {
            let answer = await api.call(
                "PATCH", Sample.configMaps + "/c", patch, type: "application/merge-patch+json")
            #expect(answer.status == 422)
            #expect(answer.message.contains("field is immutable when `immutable` is set"))
        }
    }
}
