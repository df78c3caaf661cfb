import Testing

@Suite("Gateways, as istioctl analyses them")
struct GatewayAnalyzerTests {
    @Test(
        "IST0101 of Gateways: workloads and Secrets; IST0161: Secrets without a certificate",
        arguments: [
            AnalyzerCase(what: "this gateway", documents: [gateway("g")]),
            AnalyzerCase(what: "every gateway", documents: [gateway("g", selector: "")]),
            AnalyzerCase(
                what: "nobody", documents: [gateway("g", selector: "z: x, istio: other")],
                findings: ["IST0101 error Gateway default/g spec.selector.istio"]),
            AnalyzerCase(
                what: "a Pod, wherever it is",
                documents: [
                    gateway("g", selector: "istio: other"),
                    core("Pod", "p", "spec: {}", namespace: "edge", labels: "istio: other"),
                    service("s", selector: "istio: other", namespace: "edge"),
                ]),
            AnalyzerCase(
                what: "a Deployment's Pods",
                documents: [
                    gateway("g", selector: "istio: other"),
                    "{apiVersion: apps/v1, kind: Deployment, metadata: {name: d}, spec: {template: {metadata: {labels:"
                        + " {istio: other}}}}}",
                ], findings: ["IST0162 warning Gateway default/g spec.servers[0].port.number"]),
            AnalyzerCase(
                what: "a selector for all is for this gateway",
                documents: [
                    gateway("g", port: 443, selector: "", tls: "mode: SIMPLE, credentialName: c"),
                    core("Pod", "app", "spec: {}", labels: "app: shop"), service("shop", selector: "app: shop"),
                    core("Secret", "c", "stringData: {tls.crt: x, tls.key: k}", namespace: "istio-system"),
                ]),
            AnalyzerCase(
                what: "another workload of this gateway's labels",
                documents: [
                    gateway("g", port: 8443, tls: "mode: SIMPLE, credentialName: c"),
                    core("Pod", "p", "spec: {}", namespace: "dmz", labels: "istio: ingressgateway"),
                    core("Secret", "c", "stringData: {tls.crt: x, tls.key: k}", namespace: "istio-system"),
                ]),
            AnalyzerCase(
                what: "a Secret that nobody reads",
                documents: [gateway("g", port: 443, tls: "mode: PASSTHROUGH, credentialName: c")]),
            AnalyzerCase(
                what: "a Secret in the gateway's namespace",
                documents: [
                    gateway("g", port: 443, tls: "mode: SIMPLE, credentialName: c"),
                    core("Secret", "c", "stringData: {tls.crt: x, tls.key: k}", namespace: "istio-system"),
                ]),
            AnalyzerCase(
                what: "a Secret in the Gateway's namespace instead",
                documents: [
                    gateway("g", port: 443, tls: "mode: SIMPLE, credentialName: c"),
                    core("Secret", "c", "stringData: {tls.crt: x, tls.key: k}"),
                ], findings: ["IST0101 error Gateway default/g spec.servers[0].tls.credentialName"]),
            AnalyzerCase(
                what: "a Secret of another namespace, by name",
                documents: [
                    gateway("g", port: 443, tls: "mode: SIMPLE, credentialName: default/c"),
                    core("Secret", "c", "stringData: {cert: x, key: k}"),
                ]),
            AnalyzerCase(
                what: "a Secret with half of it",
                documents: [
                    gateway("g", port: 443, tls: "mode: SIMPLE, credentialName: c"),
                    core("Secret", "c", "stringData: {tls.crt: x, key: k}", namespace: "istio-system"),
                ], findings: ["IST0161 error Gateway default/g spec.servers[0].tls.credentialName"]),
        ])
    func gatewayReferences(_ test: AnalyzerCase) { test.check() }

    @Test(
        "IST0162: ports of Gateways that no Service of the workload has",
        arguments: [
            AnalyzerCase(what: "no Service known", documents: [gateway("g", port: 8443)]),
            AnalyzerCase(
                what: "its port, or its target's",
                documents: [
                    gateway("g", port: 80), gateway("h", port: 8080),
                    core(
                        "Service", "s",
                        "spec: {ports: [{port: 80, name: http, targetPort: 8080}], selector: {app: gw}}",
                        namespace: "istio-system"),
                ]),
            AnalyzerCase(
                what: "another port, once",
                documents: [
                    istio(
                        "Gateway", "g",
                        "selector: {app: gw}, servers: [{port: {number: 81, name: a, protocol: HTTP}, hosts: [a.example]},"
                            + " {port: {number: 81, name: b, protocol: HTTP}, hosts: [b.example]}]"),
                    service("s", selector: "app: gw", namespace: "istio-system"),
                ], findings: ["IST0162 warning Gateway default/g spec.servers[0].port.number"]),
            AnalyzerCase(
                what: "a Pod without any Service",
                documents: [
                    gateway("g", selector: "istio: other"), core("Pod", "p", "spec: {}", labels: "istio: other"),
                    service("s", selector: "istio: third"),
                ], findings: ["IST0162 warning Gateway default/g spec.servers[0].port.number"]),
        ])
    func gatewayPorts(_ test: AnalyzerCase) { test.check() }

    @Test(
        "IST0145 and IST0138: Gateways in each other's way",
        arguments: [
            AnalyzerCase(
                what: "the same host on the same port",
                documents: [gateway("g"), gateway("h", namespace: "other"), gateway("i", host: "*.example")],
                findings: [
                    "IST0145 error Gateway default/g spec.servers[0].hosts[0]",
                    "IST0145 error Gateway other/h spec.servers[0].hosts[0]",
                ]),
            AnalyzerCase(what: "another port", documents: [gateway("g"), gateway("h", port: 81)]),
            AnalyzerCase(
                what: "a narrower selector of the same workload",
                documents: [gateway("g"), gateway("h", selector: "istio: ingressgateway, app: gw")],
                findings: [
                    "IST0145 error Gateway default/g spec.servers[0].hosts[0]",
                    "IST0145 error Gateway default/h spec.servers[0].hosts[0]",
                ]),
            AnalyzerCase(
                what: "a selector of another workload",
                documents: [
                    gateway("g"), gateway("h", selector: "istio: other"),
                    core("Pod", "p", "spec: {}", labels: "istio: other"), service("s", selector: "istio: other"),
                ]),
            AnalyzerCase(
                what: "a host for the VirtualServices of each's own namespace",
                documents: [gateway("g", host: "./*"), gateway("h", host: "./*", namespace: "other")]),
            AnalyzerCase(
                what: "certificates are not chosen by namespace",
                documents: [
                    gateway("g", port: 443, host: "a/A.example", tls: "mode: PASSTHROUGH"),
                    gateway("h", port: 443, host: "b/a.example", tls: "mode: PASSTHROUGH"),
                ],
                findings: [
                    "IST0145 error Gateway default/g spec.servers[0].hosts[0]",
                    "IST0145 error Gateway default/h spec.servers[0].hosts[0]",
                ]),
            AnalyzerCase(
                what: "Gateways of nobody",
                documents: [gateway("g", selector: "istio: gone"), gateway("h", selector: "istio: gone")],
                findings: [
                    "IST0101 error Gateway default/g spec.selector.istio",
                    "IST0101 error Gateway default/h spec.selector.istio",
                ]),
            AnalyzerCase(
                what: "one certificate on two ports",
                documents: [
                    gateway("g", port: 443, tls: "mode: SIMPLE, credentialName: istio-system/c"),
                    gateway("h", port: 8443, host: "b.example", tls: "mode: SIMPLE, credentialName: istio-system/c"),
                    core("Secret", "c", "stringData: {tls.crt: x, tls.key: k}", namespace: "istio-system"),
                ]),
            AnalyzerCase(
                what: "one certificate",
                documents: [
                    gateway("g", port: 443, tls: "mode: SIMPLE, credentialName: istio-system/c"),
                    gateway("h", port: 443, host: "b.example", tls: "mode: SIMPLE, credentialName: istio-system/c"),
                    core("Secret", "c", "stringData: {tls.crt: x, tls.key: k}", namespace: "istio-system"),
                ],
                findings: [
                    "IST0138 warning Gateway default/g spec.servers[0].tls",
                    "IST0138 warning Gateway default/h spec.servers[0].tls",
                ]),
        ])
    func gatewayConflicts(_ test: AnalyzerCase) { test.check() }

    @Test("many Gateways with one certificate and one host have one finding of each kind, and those are short")
    func many() {
        let documents =
            (0..<200).map { gateway("g\($0)", port: 443, tls: "mode: SIMPLE, credentialName: istio-system/c") }
            + [core("Secret", "c", "stringData: {tls.crt: x, tls.key: k}", namespace: "istio-system")]
        let found = AnalyzerCase.findings(documents)
        #expect(found.count { $0.hasPrefix("IST0138 ") } == 200)
        #expect(found.count { $0.hasPrefix("IST0145 ") } == 200)
        #expect(found.count == 400)
    }
}
