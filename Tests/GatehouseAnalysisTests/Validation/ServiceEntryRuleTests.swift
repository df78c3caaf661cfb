import GatehouseAnalysis
import GatehouseModel
import Testing

private let http = ServicePort(number: 80, protocol: "HTTP", name: "http")
private let base = Resource.edge(ServiceEntry(hosts: ["a.example.com"], ports: [http], resolution: .dns))

private func rule(
    _ text: String, at field: String, code: String = "IST0106", broken: (inout ServiceEntry) -> Void,
    fixed: (inout ServiceEntry) -> Void = { _ in }
) -> RuleCase<ServiceEntry> {
    RuleCase(text, at: field, code: code, of: base, broken: { broken(&$0.spec) }, fixed: { fixed(&$0.spec) })
}

@Suite("What a ServiceEntry may say")
struct ServiceEntryRuleTests {
    private static let cases: [RuleCase<ServiceEntry>] = [
        rule("there is a host", at: "spec.hosts", broken: { $0.hosts = [] }),
        rule(
            "a host is not every host", at: "spec.hosts[0]",
            broken: {
                $0.hosts = ["*"]; $0.resolution = .noResolution
            },
            fixed: {
                $0.hosts = ["*.a.com"]; $0.resolution = .noResolution
            }),
        rule(
            "a wildcard stands for whole labels", at: "spec.hosts[0]", code: "IST0133",
            broken: {
                $0.hosts = ["*a.com"]; $0.resolution = .noResolution
            },
            fixed: {
                $0.hosts = ["*.a.com"]; $0.resolution = .noResolution
            }),
        rule(
            "an address is an IP or a block", at: "spec.addresses[0]", broken: { $0.addresses = ["a"] },
            fixed: { $0.addresses = ["001:db8::"] }),
        rule(
            "blocks go with NONE and STATIC", at: "spec.addresses[0]", broken: { $0.addresses = ["10.0.0.0/8"] },
            fixed: {
                $0.addresses = ["10.0.0.0/8"]; $0.resolution = .static
            }),
        rule(
            "names of ports differ", at: "spec.ports[1].name",
            broken: { $0.ports = [http, ServicePort(number: 81, protocol: "HTTP", name: "http")] },
            fixed: { $0.ports = [http, ServicePort(number: 81, protocol: "HTTP", name: "http-1")] }),
        rule(
            "numbers of ports differ", at: "spec.ports[1].number",
            broken: { $0.ports = [http, ServicePort(number: 80, protocol: "HTTP", name: "http-1")] },
            fixed: { $0.ports = [http, ServicePort(number: 81, protocol: "HTTP", name: "http-1")] }),
        rule(
            "S2: a target port is a port", at: "spec.ports[0].targetPort", broken: { $0.ports[0].targetPort = 65536 },
            fixed: { $0.ports[0].targetPort = 65535 }),
        rule(
            "a protocol is known", at: "spec.ports[0].protocol", broken: { $0.ports[0].protocol = "SCTP" },
            fixed: { $0.ports[0].protocol = "" }),
        rule(
            "TCP without an assigned address needs one", at: "spec.ports[0].protocol", code: "IST0133",
            broken: {
                $0.ports[0].protocol = "TCP"; $0.resolution = .noResolution
            },
            fixed: {
                $0.ports[0].protocol = "TCP"; $0.resolution = .static
            }),
        rule(
            "S1: NONE takes no endpoints", at: "spec.endpoints",
            broken: {
                $0.resolution = nil; $0.endpoints = [WorkloadEntry(address: "1.1.1.1")]
            },
            fixed: {
                $0.resolution = .static; $0.endpoints = [WorkloadEntry(address: "1.1.1.1")]
            }),
        rule(
            "S1: STATIC takes addresses", at: "spec.endpoints[0].address",
            broken: {
                $0.resolution = .static; $0.endpoints = [WorkloadEntry(address: "a.com")]
            },
            fixed: { $0.endpoints = [WorkloadEntry(address: "a.com")] }),
        rule(
            "S1: DNS needs whole names", at: "spec.hosts[0]", broken: { $0.hosts = ["*.a.com"] },
            fixed: {
                $0.hosts = ["*.a.com"]; $0.endpoints = [WorkloadEntry(address: "a.com")]
            }),
        rule(
            "S1: DNS does not find sockets", at: "spec.endpoints[0].address",
            broken: { $0.endpoints = [WorkloadEntry(address: "unix:///a")] },
            fixed: {
                $0.resolution = .static; $0.endpoints = [WorkloadEntry(address: "unix:///a")]
            }),
        rule(
            "S1: DNS_ROUND_ROBIN takes one endpoint", at: "spec.endpoints",
            broken: {
                $0.resolution = .dnsRoundRobin;
                $0.endpoints = [WorkloadEntry(address: "a.com"), WorkloadEntry(address: "b.com")]
            },
            fixed: {
                $0.resolution = .dnsRoundRobin; $0.endpoints = [WorkloadEntry(address: "a.com")]
            }),
        rule(
            "S1: DYNAMIC_DNS takes wildcards", at: "spec.hosts[0]", broken: { $0.resolution = .dynamicDns },
            fixed: {
                $0.resolution = .dynamicDns; $0.hosts = ["*.a.com"]
            }),
        rule(
            "S1: DYNAMIC_DNS takes HTTP and TLS", at: "spec.ports[0].protocol",
            broken: {
                $0.resolution = .dynamicDns; $0.hosts = ["*.a.com"]; $0.ports[0].protocol = "HTTPS"
            },
            fixed: {
                $0.resolution = .dynamicDns; $0.hosts = ["*.a.com"]; $0.ports[0].protocol = "TLS"
            }),
        rule(
            "S2: an endpoint's port is one of the entry's", at: "spec.endpoints[0].ports.https",
            broken: { $0.endpoints = [WorkloadEntry(address: "a.com", ports: ["https": 443])] },
            fixed: { $0.endpoints = [WorkloadEntry(address: "a.com", ports: ["http": 8080])] }),
        rule(
            "S2: selector and endpoints exclude each other", at: "spec.workloadSelector",
            broken: {
                $0.workloadSelector = .init(labels: ["a": "b"]); $0.endpoints = [WorkloadEntry(address: "a.com")]
            },
            fixed: { $0.workloadSelector = .init(labels: ["a": "b"]) }),
        rule(
            "S2: a selector has labels", at: "spec.workloadSelector", code: "IST0133",
            broken: { $0.workloadSelector = .init() }, fixed: { $0.workloadSelector = .init(labels: ["a": "b"]) }),
        rule(
            "several hosts need ports that tell them apart", at: "spec.hosts",
            broken: {
                $0.hosts = ["a.com", "b.com"]; $0.ports[0].protocol = "TCP"
            },
            fixed: {
                $0.hosts = ["a.com", "b.com"]; $0.ports[0].protocol = "TLS"
            }),
        rule(
            "V2: nobody stands alone", at: "spec.exportTo", broken: { $0.exportTo = ["~", "a"] },
            fixed: { $0.exportTo = ["~"] }),
    ]

    @Test("a broken rule is reported where it is broken, its neighbour is not", arguments: cases)
    fileprivate func rules(_ rule: RuleCase<ServiceEntry>) { rule.verify(AnyResource.serviceEntry) }
}

@Suite("What a WorkloadEntry may say")
struct WorkloadEntryRuleTests {
    private static func rule(
        _ text: String, at field: String, code: String = "IST0106", broken: WorkloadEntry, fixed: WorkloadEntry
    ) -> RuleCase<WorkloadEntry> {
        RuleCase(
            text, at: field, code: code, of: .edge(WorkloadEntry(address: "1.1.1.1")), broken: { $0.spec = broken },
            fixed: { $0.spec = fixed })
    }

    private static let cases: [RuleCase<WorkloadEntry>] = [
        rule("there is an address", at: "spec.address", broken: .init(), fixed: .init(network: "a")),
        rule(
            "a network stands in for an address", at: "spec.address", code: "IST0133", broken: .init(network: "a"),
            fixed: .init(address: "1.1.1.1", network: "a")),
        rule(
            "an address is a name or an IP", at: "spec.address", broken: .init(address: "a_b"),
            fixed: .init(address: "a.b")),
        rule(
            "a socket is an absolute path", at: "spec.address", broken: .init(address: "unix://a"),
            fixed: .init(address: "unix://@a")),
        rule(
            "a socket is no directory", at: "spec.address", broken: .init(address: "unix:///a/"),
            fixed: .init(address: "unix:///a")),
        rule(
            "a socket has no ports", at: "spec.ports", broken: .init(address: "unix:///a", ports: ["http": 80]),
            fixed: .init(address: "a", ports: ["http": 80])),
        rule(
            "a port is 1 to 65535", at: "spec.ports.http", broken: .init(address: "a", ports: ["http": 0]),
            fixed: .init(address: "a", ports: ["http": 1])),
        rule(
            "a port's name is a label", at: "spec.ports[\"@\"]", broken: .init(address: "a", ports: ["@": 80]),
            fixed: .init(address: "a", ports: ["a": 80])),
        rule(
            "labels are labels", at: "spec.labels[\"a b\"]", broken: .init(address: "a", labels: ["a b": "c"]),
            fixed: .init(address: "a", labels: ["a.b/c_d": "c"])),
        rule(
            "a service account has a length", at: "spec.serviceAccount",
            broken: .init(address: "a", serviceAccount: String(repeating: "a", count: 254)),
            fixed: .init(address: "a", serviceAccount: String(repeating: "a", count: 253))),
    ]

    @Test("a broken rule is reported where it is broken, its neighbour is not", arguments: cases)
    fileprivate func rules(_ rule: RuleCase<WorkloadEntry>) { rule.verify(AnyResource.workloadEntry) }
}
