import GatehouseAnalysis
import Testing

@Suite("What VirtualServices send to, as istioctl analyses it")
struct DestinationAnalyzerTests {
    @Test(
        "IST0128, IST0129, IST0173 and IST0174 of DestinationRules",
        arguments: [
            AnalyzerCase(
                what: "authorities",
                documents: [
                    service("s"),
                    istio("DestinationRule", "a", "host: s, trafficPolicy: {tls: {mode: SIMPLE}}"),
                    istio("DestinationRule", "b", "host: s, trafficPolicy: {tls: {mode: SIMPLE, caCertificates: /ca}}"),
                    istio("DestinationRule", "c", "host: s, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}"),
                    istio(
                        "DestinationRule", "d",
                        "host: s, trafficPolicy: {portLevelSettings: [{port: {number: 80}, tls: {mode: MUTUAL,"
                            + " credentialName: c}}]}"),
                    istio(
                        "DestinationRule", "e",
                        "host: s, workloadSelector: {matchLabels: {a: b}}, trafficPolicy: {tls: {mode: SIMPLE,"
                            + " credentialName: c}}"),
                ],
                findings: [
                    "IST0128 warning DestinationRule default/a spec.trafficPolicy.tls",
                    "IST0129 warning DestinationRule default/d spec.trafficPolicy.portLevelSettings[0].tls",
                ]),
            AnalyzerCase(
                what: "hosts and subsets",
                documents: [
                    service("s"), core("Pod", "p", "spec: {}", labels: "version: v1"),
                    istio(
                        "ServiceEntry", "e",
                        "hosts: [x.org], endpoints: [{address: 10.0.0.1, labels: {version: v3}}], resolution: STATIC"),
                    istio(
                        "DestinationRule", "x",
                        "host: x.org, subsets: [{name: v1, labels: {version: v1}}, {name: v3, labels: {version: v3}}]"),
                    istio("DestinationRule", "gone", "host: gone, subsets: [{name: v9, labels: {version: v9}}]"),
                    istio("DestinationRule", "wild", "host: \"*.x.org\""),
                    istio(
                        "DestinationRule", "s",
                        "host: s, subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}},"
                            + " {name: v3, labels: {version: v3}}, {name: z, labels: {topology.kubernetes.io/zone: z}}]"
                    ),
                ],
                findings: [
                    "IST0173 error DestinationRule default/x spec.subsets[0].labels",
                    "IST0173 error DestinationRule default/s spec.subsets[2].labels",
                    "IST0173 error DestinationRule default/s spec.subsets[1].labels",
                    "IST0174 warning DestinationRule default/gone spec.host",
                ]),
            AnalyzerCase(
                what: "no workload known at all",
                documents: [
                    service("s"),
                    istio("DestinationRule", "s", "host: s, subsets: [{name: v1, labels: {version: v1}}]"),
                ]),
        ])
    func destinationRules(_ test: AnalyzerCase) { test.check() }

    @Test("endpoints of other hosts say nothing of a Service's, those of --endpoint do (IST0173)")
    func otherHosts() {
        let documents = [
            service("s"),
            istio("ServiceEntry", "e", "hosts: [x.org], endpoints: [{address: 10.0.0.1}], resolution: STATIC"),
            istio("DestinationRule", "s", "host: s, subsets: [{name: v1, labels: {version: v1}}]"),
        ]
        #expect(AnalyzerCase.findings(documents) == [])
        func found(_ version: String) -> [String] {
            AnalyzerCase.findings(
                documents, endpoints: [.init(host: "s.default.svc.cluster.local", labels: ["version": version])])
        }
        #expect(found("v1") == [])
        #expect(found("v2") == ["IST0173 error DestinationRule default/s spec.subsets[0].labels"])
    }

    @Test(
        "IST0118 and IST0150: ports whose protocol nobody can tell",
        arguments: [
            AnalyzerCase(
                what: "named and unnamed",
                documents: [
                    core(
                        "Service", "s",
                        "spec: {ports: [{port: 1, name: http}, {port: 2, name: GRPC-web-x}, {port: 3, name: web},"
                            + " {port: 4, name: web, appProtocol: https}, {port: 5, name: x, protocol: UDP}, {port: 3306, name: db},"
                            + " {port: 6, name: httpx}, {port: 7, name: w, appProtocol: kubernetes.io/h2c},"
                            + " {port: 8, name: w, appProtocol: http-x}]}"),
                    core(
                        "Service", "alias",
                        "spec: {type: ExternalName, externalName: x.org, ports: [{port: 1, name: tcp}, {port: 2, name: web},"
                            + " {port: 3, name: tcp-a}]}"),
                    core("Service", "istiod", "spec: {ports: [{port: 1, name: web}]}", labels: "istio: pilot"),
                ],
                findings: [
                    "IST0118 info Service default/s spec.ports[2].port",
                    "IST0118 info Service default/s spec.ports[6].port",
                    "IST0150 warning Service default/alias spec.ports[0].port",
                    "IST0150 warning Service default/alias spec.ports[1].port",
                ])
        ])
    func portNames(_ test: AnalyzerCase) { test.check() }

    @Test(
        "IST0134 and IST0177 of ServiceEntries",
        arguments: [
            AnalyzerCase(
                what: "TCP without an address",
                documents: [
                    istio(
                        "ServiceEntry", "e",
                        "hosts: [x.org], ports: [{number: 1, name: a}, {number: 2, name: b, protocol: tcp},"
                            + " {number: 3, name: c, protocol: TLS}]"),
                    istio("ServiceEntry", "f", "hosts: [y.org], addresses: [10.0.0.1], ports: [{number: 1, name: a}]"),
                    "{apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: {name: g}, spec: {hosts: [z.org],"
                        + " ports: [{number: 1, name: a}]}, status: {addresses: [{value: 240.240.0.1}]}}",
                ],
                findings: [
                    "IST0134 warning ServiceEntry default/e spec.ports[0]",
                    "IST0134 warning ServiceEntry default/e spec.ports[1]",
                ]),
            AnalyzerCase(
                what: "two protocols for a port",
                documents: [
                    istio("ServiceEntry", "e", "hosts: [x.org], ports: [{number: 1, name: a, protocol: HTTP}]"),
                    istio(
                        "ServiceEntry", "f", "hosts: [x.org], ports: [{number: 1, name: a, protocol: TLS}]",
                        namespace: "other"),
                    istio(
                        "ServiceEntry", "g",
                        "hosts: [y.org], exportTo: [\".\"], ports: [{number: 1, name: a, protocol: HTTP}]"),
                    istio(
                        "ServiceEntry", "h",
                        "hosts: [y.org], exportTo: [\".\"], ports: [{number: 1, name: a, protocol: TLS}]",
                        namespace: "other"),
                    istio("ServiceEntry", "i", "hosts: [z.org], ports: [{number: 1, name: a, protocol: http}]"),
                    istio("ServiceEntry", "j", "hosts: [z.org], ports: [{number: 1, name: a, protocol: HTTP}]"),
                ],
                findings: [
                    "IST0177 warning ServiceEntry default/e spec.ports[0].protocol",
                    "IST0177 warning ServiceEntry other/f spec.ports[0].protocol",
                ]),
        ])
    func serviceEntries(_ test: AnalyzerCase) { test.check() }
}
