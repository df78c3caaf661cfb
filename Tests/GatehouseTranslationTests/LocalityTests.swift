import GatehousePlan
import GatehouseTranslation
import Testing

/// Which endpoints come first (semantics B4). The gateway is in `r1/z1/s1` where nothing else is said.
@Suite struct LocalityTests {
    /// A ServiceEntry whose endpoints are in these localities: 10.0.0.1 in the first, and so on.
    static func entry(_ places: [String], more: String = "") -> String {
        let endpoints = places.enumerated().map { index, place in
            "{address: 10.0.0.\(index + 1)\(place.isEmpty ? "" : ", locality: \(place)")\(more)}"
        }
        return document(
            "ServiceEntry", "se",
            spec: """
                spec: {hosts: [api.example], ports: [{number: 80, name: http, protocol: HTTP}], resolution: STATIC,
                       endpoints: [\(endpoints.joined(separator: ", "))]}
                """)
    }

    static func result(
        _ places: [String], under policy: String, at locality: String = "r1/z1/s1"
    ) -> TranslationResult {
        routed(
            to: "{host: api.example}", entry(places),
            destinationRule("trafficPolicy: {\(policy)}", host: "api.example"),
            options: TranslationOptions(locality: locality))
    }

    static let everywhere = ["r1/z1/s1", "r1/z1/s2", "r1/z2/s1", "r2/z1/s1", "r3", ""]

    @Test(
        "B4: outlier detection brings priorities by closeness, counted without gaps",
        arguments: [
            ("outlierDetection: {}", [0, 1, 2, 3, 3, 3]), ("loadBalancer: {simple: RANDOM}", [0, 0, 0, 0, 0, 0]),
            ("outlierDetection: {}, loadBalancer: {localityLbSetting: {enabled: true}}", [0, 1, 2, 3, 3, 3]),
            ("outlierDetection: {}, loadBalancer: {localityLbSetting: {enabled: false}}", [0, 0, 0, 0, 0, 0]),
            ("loadBalancer: {localityLbSetting: {enabled: true}}", [0, 0, 0, 0, 0, 0]),
            (
                "outlierDetection: {}, loadBalancer: {localityLbSetting: {failover: [{from: r1, to: r2}]}}",
                [0, 1, 2, 3, 4, 4]
            ),
            (
                "outlierDetection: {}, loadBalancer: {localityLbSetting: {failover: [{from: r2, to: r1}]}}",
                [0, 1, 2, 3, 3, 3]
            ),
            ("loadBalancer: {localityLbSetting: {failover: [{from: r1, to: r2}]}}", [0, 0, 0, 0, 0, 0]),
        ])
    func priorities(policy: String, expected: [Int]) {
        let result = Self.result(Self.everywhere, under: policy)
        #expect(result.endpoints.values.first?.endpoints.map(\.priority) == expected)
        #expect(result.findings == [])
    }

    @Test("B4: priorities count from 0 whatever is there")
    func gaps() {
        #expect(
            Self.result(["r3", "r1/z2"], under: "outlierDetection: {}").places == ["10.0.0.1 1", "10.0.0.2 0"])
        #expect(Self.result(["r3", "r2"], under: "outlierDetection: {}").places == ["10.0.0.1 0", "10.0.0.2 0"])
        #expect(
            Self.result(["r1/z1", "r1/z2"], under: "outlierDetection: {}", at: "r1/z1").places
                == ["10.0.0.1 0", "10.0.0.2 1"])
    }

    @Test(
        "B4: shares of places, with wildcards on both sides; what gets none is left out",
        arguments: [
            (
                "{from: r1/z1/s1, to: {r1/z1: 80, r2: 20}}",
                ["10.0.0.1 0 share 40", "10.0.0.2 0 share 40", "10.0.0.4 0 share 20"]
            ),
            ("{from: \"*\", to: {r1/z2/s1: 70, r3: 30}}", ["10.0.0.3 0 share 70", "10.0.0.5 0 share 30"]),
            (
                "{from: \"r1/*\", to: {\"r1/*\": 100}}",
                ["10.0.0.1 0 share 34", "10.0.0.2 0 share 34", "10.0.0.3 0 share 34"]
            ),
            ("{from: \"r1/z1/*\", to: {\"r2/z1/*\": 99, r9: 1}}", ["10.0.0.4 0 share 99"]),
            ("{from: r1, to: {r3: 100}}", ["10.0.0.5 0 share 100"]),
            (
                "{from: r2, to: {r3: 100}}",
                ["10.0.0.1 0", "10.0.0.2 0", "10.0.0.3 0", "10.0.0.4 0", "10.0.0.5 0", "10.0.0.6 0"]
            ),
            ("{from: r2, to: {r3: 100}}, {from: \"r1/*\", to: {r2: 100}}", ["10.0.0.4 0 share 100"]),
            ("{from: r1, to: {r9: 100}}", []),
        ])
    func distribute(given: String, expected: [String]) {
        let result = Self.result(
            Self.everywhere, under: "loadBalancer: {localityLbSetting: {distribute: [\(given)]}}")
        #expect(result.places == expected)
        #expect(result.findings == [])
    }

    @Test("B4: places that one entry means together share by the weights of their endpoints")
    func weights() {
        let entry = document(
            "ServiceEntry", "se",
            spec: """
                spec: {hosts: [api.example], ports: [{number: 80, name: http, protocol: HTTP}], resolution: DNS,
                       endpoints: [{address: 10.0.0.1, locality: r1/z1, weight: 3}, {address: a.example, locality: r1/z2}]}
                """)
        let rule = destinationRule(
            "trafficPolicy: {loadBalancer: {localityLbSetting: {distribute: [{from: \"*\", to: {\"r1/*\": 100}}]}}}",
            host: "api.example")
        #expect(
            routed(to: "{host: api.example}", entry, rule, options: TranslationOptions(locality: "r1")).places
                == ["10.0.0.1 0 share 75", "a.example 0 share 25"])
    }

    @Test("B4: priorities are counted over the endpoints of a subset, and hold for names too")
    func subset() {
        let entry = document(
            "ServiceEntry", "se",
            spec: """
                spec: {hosts: [api.example], ports: [{number: 80, name: http, protocol: HTTP}], resolution: DNS,
                       endpoints: [{address: 10.0.0.1, locality: r1/z1/s1}, {address: a.example, locality: r1/z2,
                         labels: {version: v1}}, {address: 10.0.0.3, locality: r2, labels: {version: v1}}]}
                """)
        let rule = destinationRule(
            "trafficPolicy: {outlierDetection: {}}, subsets: [{name: v1, labels: {version: v1}}]", host: "api.example")
        let options = TranslationOptions(locality: "r1/z1/s1")
        #expect(
            routed(to: "{host: api.example}", entry, rule, options: options).places
                == ["10.0.0.1 0", "10.0.0.3 2", "a.example 1"])
        #expect(
            routed(to: "{host: api.example, subset: v1}", entry, rule, options: options).places
                == ["10.0.0.3 1", "a.example 0"])
    }

    @Test(
        "B4: without the gateway's place nothing is near, which is said where a policy asks for it",
        arguments: [
            ("outlierDetection: {}", [0, 0, 0], nil),
            (
                "outlierDetection: {}, loadBalancer: {localityLbSetting: {failover: [{from: r1, to: r2}]}}", [0, 0, 0],
                "failover"
            ),
            ("loadBalancer: {localityLbSetting: {failover: [{from: r1, to: r2}]}}", [0, 0, 0], nil),
            ("loadBalancer: {localityLbSetting: {distribute: [{from: r1, to: {r2: 100}}]}}", [0, 0, 0], "distribute"),
            ("loadBalancer: {localityLbSetting: {distribute: [{from: \"*\", to: {r2: 100}}]}}", [0], nil),
            (
                """
                outlierDetection: {}, loadBalancer: {localityLbSetting: {failoverPriority: [topology.istio.io/subzone]}}
                """, [1, 1, 0], "failoverPriority"
            ),
        ] as [(String, [Int], String?)])
    func unknownPlace(policy: String, priorities: [Int], field: String?) {
        let result = Self.result(["r1/z1/s1", "r2/z1/s1", ""], under: policy, at: "")
        #expect(result.endpoints.values.first?.endpoints.map(\.priority) == priorities)
        #expect(
            result.findings
                == (field.map { ["GH0215 dr spec.trafficPolicy.loadBalancer.localityLbSetting.\($0)"] } ?? []))
    }

    @Test("B4: zone awareness is not honoured, and nothing else takes its place")
    func zoneAware() {
        let result = Self.result(
            Self.everywhere, under: "outlierDetection: {}, loadBalancer: {zoneAwareLbSetting: {}}")
        #expect(result.endpoints.values.first?.endpoints.map(\.priority) == [0, 0, 0, 0, 0, 0])
        #expect(result.findings == ["GH0205 dr spec.trafficPolicy.loadBalancer.zoneAwareLbSetting"])
    }

    @Test("R3, B4: a subset's and a port's settings are found where they stand")
    func places() {
        let rule = destinationRule(
            """
            subsets: [{name: v1, trafficPolicy: {portLevelSettings: [{port: {number: 80},
              loadBalancer: {localityLbSetting: {distribute: [{from: r1, to: {r2: 100}}]}}}]}}]
            """, host: "api.example")
        let result = routed(to: "{host: api.example, subset: v1}", Self.entry(["r1"]), rule)
        #expect(
            result.findings == [
                "GH0215 dr spec.subsets[0].trafficPolicy.portLevelSettings[0].loadBalancer.localityLbSetting.distribute"
            ])
    }
}
