import GatehouseAPIServer
import GatehouseObjects
import Testing

@Suite("What objects of Kubernetes' kinds may not have")
struct KindProblemTests {
    private static let label =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end "
        + "with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"

    static let services: [(spec: String, problems: [String])] = [
        (
            #"{"ports": [{"port": 80, "nodePort": 30000}]}"#,
            ["spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"]
        ),
        (
            #"{"type": "NodePort", "ports": [{"port": 80, "nodePort": 70000}]}"#,
            ["spec.ports[0].nodePort: Invalid value: 70000: must be between 1 and 65535, inclusive"]
        ),
        (
            #"{"externalTrafficPolicy": "Local", "ports": [{"port": 80}]}"#,
            [
                "spec.externalTrafficPolicy: Invalid value: \"Local\": may only be set for externally-accessible services"
            ]
        ),
        (
            #"{"type": "NodePort", "externalTrafficPolicy": "Lcal", "internalTrafficPolicy": "x", "ports": [{"port": 80}]}"#,
            [
                #"spec.externalTrafficPolicy: Unsupported value: "Lcal": supported values: "Cluster", "Local""#,
                #"spec.internalTrafficPolicy: Unsupported value: "x": supported values: "Cluster", "Local""#,
            ]
        ),
        (
            #"{"type": "NodePort", "healthCheckNodePort": 30000, "ports": [{"port": 80}]}"#,
            [
                "spec.healthCheckNodePort: Invalid value: 30000: may only be set when `type` is 'LoadBalancer' and "
                    + "`externalTrafficPolicy` is 'Local'"
            ]
        ),
        (
            #"{"externalIPs": ["x", "1.2.3.4", "::1", "0.0.0.0", "fe80::1", "224.0.0.1"], "ports": [{"port": 80}]}"#,
            [
                #"spec.externalIPs[0]: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"#,
                #"spec.externalIPs[2]: Invalid value: "::1": may not be in the loopback range (127.0.0.0/8, ::1/128)"#,
                #"spec.externalIPs[3]: Invalid value: "0.0.0.0": may not be unspecified (0.0.0.0)"#,
                "spec.externalIPs[4]: Invalid value: \"fe80::1\": may not be in the link-local range (169.254.0.0/16, "
                    + "fe80::/10)",
                "spec.externalIPs[5]: Invalid value: \"224.0.0.1\": may not be in the link-local multicast range "
                    + "(224.0.0.0/24, ff02::/10)",
            ]
        ),
        (
            #"{"ports": [{"name": "a", "port": 1, "targetPort": "80"}, {"name": "b", "port": 2, "targetPort": "A_b"}]}"#,
            [
                #"spec.ports[0].targetPort: Invalid value: "80": must contain at least one letter (a-z)"#,
                "spec.ports[1].targetPort: Invalid value: \"A_b\": must contain only alpha-numeric characters (a-z, 0-9), "
                    + "and hyphens (-)",
            ]
        ),
        (#"{"type": "", "ports": [{"port": 80, "protocol": ""}]}"#, []),
        (
            #"{"loadBalancerSourceRanges": ["10.0.0.0/8", "x", "1.2.3.4/33", " ::/0 "], "ports": [{"port": 80}]}"#,
            [
                "spec.loadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'",
                "spec.loadBalancerSourceRanges[1]: Invalid value: \"x\": must be a valid CIDR value, "
                    + "(e.g. 10.9.8.0/24 or 2001:db8::/64)",
                "spec.loadBalancerSourceRanges[2]: Invalid value: \"1.2.3.4/33\": must be a valid CIDR value, "
                    + "(e.g. 10.9.8.0/24 or 2001:db8::/64)",
            ]
        ),
        (
            #"{"sessionAffinity": "ClientIP", "sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 0}}, "ports": [{"port": 80}]}"#,
            [
                "spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 0: must be greater than 0 and less "
                    + "than 86400"
            ]
        ),
        (
            #"{"ipFamilies": ["IPv6", "IPv5"], "ipFamilyPolicy": "RequireDualStack", "ports": [{"port": 80}]}"#,
            [
                #"spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster"#,
                #"spec.ipFamilies[1]: Unsupported value: "IPv5": supported values: "IPv4", "IPv6""#,
                "spec.ipFamilyPolicy: Invalid value: \"RequireDualStack\": this cluster is not configured for "
                    + "dual-stack services",
            ]
        ),
    ]

    @Test("Services", arguments: Self.services)
    func service(_ spec: String, _ problems: [String]) async throws {
        let api = try await TestAPI()
        let answer = await api.call("POST", Sample.services, Sample.service("s", spec: spec))
        #expect(answer.problems == problems)
    }

    static let slices: [(body: String, problems: [String])] = [
        (#""endpoints": []"#, ["addressType: Required value"]),
        (#""addressType": "IPv4""#, []),
        (#""addressType": "IPv4", "endpoints": null"#, []),
        (
            #""addressType": "IPv4", "endpoints": [{"addresses": []}, {"addresses": ["x", "1.2.3.4", "::1"], "hostname": "A b"}]"#,
            [
                "endpoints[0].addresses: Required value: must contain at least 1 address",
                #"endpoints[1].addresses[0]: Invalid value: "x": must be a valid IPv4 address"#,
                #"endpoints[1].addresses[2]: Invalid value: "::1": must be a valid IPv4 address"#,
                "endpoints[1].hostname: Invalid value: \"A b\": \(Self.label)",
            ]
        ),
        (
            #""addressType": "IPv6", "endpoints": [{"addresses": ["1.2.3.4"]}, {"addresses": ["2001:db8::1"]}]"#,
            [#"endpoints[0].addresses[0]: Invalid value: "1.2.3.4": must be a valid IPv6 address"#]
        ),
        (#""addressType": "FQDN", "endpoints": [{"addresses": ["a.example"]}]"#, []),
        (
            #""addressType": "IPv4", "ports": [{"name": "a"}, {"name": "a"}, {"name": "A"}, {"name": "b", "appProtocol": "a b"}]"#,
            [
                #"ports[1].name: Duplicate value: "a""#,
                "ports[2].name: Invalid value: \"A\": \(Self.label)",
                "ports[3].appProtocol: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', "
                    + "'_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName', or 'my.name', "
                    + "or '123-abc')",
            ]
        ),
    ]

    @Test("EndpointSlices", arguments: Self.slices)
    func slice(_ body: String, _ problems: [String]) async throws {
        let api = try await TestAPI()
        let path = "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices"
        let answer = await api.call("POST", path, #"{"metadata": {"name": "s"}, \#(body)}"#)
        #expect(answer.problems == problems)
        guard problems.isEmpty, answer["/addressType"] == "IPv4" else { return }
        let changed = await api.call(
            "PATCH", path + "/s", #"{"addressType": "IPv6"}"#, type: "application/merge-patch+json")
        #expect(changed.problems == [#"addressType: Invalid value: "IPv6": field is immutable"#])
    }

    @Test("Endpoints; addresses of this machine are theirs, as nothing but this machine would use them")
    func endpoints() async throws {
        let api = try await TestAPI()
        let path = "/api/v1/namespaces/default/endpoints"
        let answer = await api.call(
            "POST", path,
            """
            {"metadata": {"name": "e"}, "subsets": [{"addresses": [{"ip": "x"}, {"ip": "127.0.0.1", "hostname": ""}],
             "ports": [{"port": 0}, {"name": "A", "port": 1}]}, {"ports": [{"port": 1}]}]}
            """)
        #expect(
            answer.problems == [
                "subsets[0].addresses[0].ip: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or "
                    + "2001:db8::ffff)",
                "subsets[0].ports[0].name: Required value",
                "subsets[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive",
                "subsets[0].ports[1].name: Invalid value: \"A\": \(Self.label)",
                "subsets[1]: Required value: must specify `addresses` or `notReadyAddresses`",
            ])
    }

    @Test("An address ends where its text does")
    func addressWithMore() async throws {
        let api = try await TestAPI()
        let answer = await api.call(
            "POST", "/api/v1/namespaces/default/endpoints",
            #"{"metadata": {"name": "e"}, "subsets": [{"addresses": [{"ip": "10.0.0.1\u0000x"}], "ports": [{"port": 1}]}]}"#
        )
        #expect(answer.status == 422)
        #expect(answer.message.contains("subsets[0].addresses[0].ip"))
    }

    @Test("Leases")
    func lease() async throws {
        let api = try await TestAPI()
        let answer = await api.call(
            "POST", "/apis/coordination.k8s.io/v1/namespaces/default/leases",
            #"{"metadata": {"name": "l"}, "spec": {"leaseDurationSeconds": 0, "leaseTransitions": -1}}"#)
        #expect(
            answer.problems == [
                "spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0",
                "spec.leaseTransitions: Invalid value: -1: must be greater than or equal to 0",
            ])
    }

    @Test("Numbers that 32 bits do not hold: clients in Go could not read the list that has one")
    func largeNumbers() async throws {
        let api = try await TestAPI()
        let path = "/apis/coordination.k8s.io/v1/namespaces/default/leases"
        for (number, status) in [("2147483647", 201), ("2147483648", 400)] {
            let answer = await api.call(
                "POST", path, #"{"metadata": {"name": "l"}, "spec": {"leaseDurationSeconds": \#(number)}}"#)
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test("Finalizers of Kubernetes' kinds have a domain, and owners a version")
    func metadata() async throws {
        let api = try await TestAPI()
        let answer = await api.call(
            "POST", Sample.configMaps,
            """
            {"metadata": {"name": "c", "finalizers": ["foo", "orphan", "a.example/b"], "ownerReferences":
             [{"apiVersion": "a/b/c", "kind": "K", "name": "n", "uid": "u"}]}}
            """)
        #expect(
            answer.problems == [
                #"metadata.finalizers[0]: Invalid value: "foo": name is neither a standard finalizer name nor is it fully qualified"#,
                #"metadata.ownerReferences.apiVersion: Invalid value: "a/b/c": version must not be empty"#,
            ])
        let gateway = await api.call(
            "POST", Sample.gateways, Sample.gateway("g", metadata: #", "finalizers": ["foo"]"#))
        #expect(gateway.status == 201)
    }

    @Test("A namespace is terminating when it is being deleted, and not because somebody says so")
    func phase() async throws {
        let api = try await TestAPI()
        let answer = await api.call(
            "PATCH", "/api/v1/namespaces/other/status", #"{"status": {"phase": "Terminating"}}"#,
            type: "application/merge-patch+json")
        #expect(
            answer.problems == [
                #"status.phase: Invalid value: "Terminating": may only be 'Active' if `deletionTimestamp` is empty"#
            ])
        let none = await api.call(
            "PATCH", "/api/v1/namespaces/other/status", #"{"status": null}"#, type: "application/merge-patch+json")
        #expect(none["/status/phase"] == "Active")
    }

    static let secrets: [(body: String, problems: [String])] = [
        (
            #""type": "kubernetes.io/basic-auth""#,
            ["data[username]: Required value", "data[password]: Required value"]
        ),
        (#""type": "kubernetes.io/basic-auth", "stringData": {"username": "a"}"#, []),
        (
            #""type": "kubernetes.io/service-account-token""#,
            ["metadata.annotations[kubernetes.io/service-account.name]: Required value"]
        ),
        (#""type": "kubernetes.io/dockerconfigjson""#, ["data[.dockerconfigjson]: Required value"]),
        (#""type": "kubernetes.io/dockerconfigjson", "stringData": {".dockerconfigjson": "{}"}"#, []),
        (
            #""type": "kubernetes.io/dockerconfigjson", "stringData": {".dockerconfigjson": "[]"}"#,
            [
                #"data[.dockerconfigjson]: Invalid value: "<secret contents redacted>": it must be a JSON object"#
            ]
        ),
    ]

    @Test("Secrets of some types", arguments: Self.secrets)
    func secret(_ body: String, _ problems: [String]) async throws {
        let api = try await TestAPI()
        let answer = await api.call("POST", Sample.secrets, #"{"metadata": {"name": "s"}, \#(body)}"#)
        #expect(answer.problems == problems)
    }

    @Test(
        "Names that are too long",
        arguments: [
            (Sample.configMaps, 254, "253"), (Sample.services, 64, "63"), ("/api/v1/namespaces", 64, "63"),
        ])
    func longNames(_ path: String, _ length: Int, _ limit: String) async throws {
        let api = try await TestAPI()
        let name = String(repeating: "a", count: length)
        let answer = await api.call(
            "POST", path, #"{"metadata": {"name": "\#(name)"}, "spec": {"ports": [{"port": 1}]}}"#)
        #expect(
            answer.problems.first
                == "metadata.name: Invalid value: \"\(name)\": must be no more than \(limit) characters")
    }
}

extension Answer {
    /// What is wrong with an object, each with its field; empty where it was taken.
    fileprivate var problems: [String] {
        if self.status < 300 { return [] }
        let causes = self["/details/causes"]?.array ?? []
        if self.status != 422 || causes.isEmpty { return [self.text] }
        return causes.map { "\($0["field"]?.string ?? ""): \($0["message"]?.string ?? "")" }
    }
}
