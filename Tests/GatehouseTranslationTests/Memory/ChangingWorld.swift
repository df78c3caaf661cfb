import GatehouseManifest
import GatehouseModel
import GatehouseTestSupport

/// A small world in which everything may refer to everything, changed step by step at random: the seed tells how.
struct ChangingWorld {
    private var random: SeededNumbers
    private var documents: [String: [AnyResource]] = [:]

    /// A world with four of everything.
    init(seed: UInt64) {
        self.random = SeededNumbers(seed: seed)
        for kind in Kind.allCases {
            for number in ["1", "2", "3", "4"] { self.put(kind, number) }
        }
    }

    /// Resources that were not changed are the same values as before, as those of a store are.
    var resources: ResourceSet { ResourceSet(self.documents.keys.sorted().flatMap { self.documents[$0] ?? [] }) }

    /// Changes one resource, or takes it away.
    mutating func step() {
        // Rules are changed as often as all else.
        let kind = Bool.random(using: &self.random) ? .virtualService : Kind.allCases.randomElement(using: &self.random)
        let number = self.pick("1", "2", "3", "4")
        guard let kind else { return }
        if Int.random(in: 0..<6, using: &self.random) == 0 {
            self.documents["\(kind)\(number)"] = nil
        } else {
            self.put(kind, number)
        }
    }

    private mutating func pick(_ choices: String...) -> String { choices.randomElement(using: &self.random) ?? "" }

    private enum Kind: CaseIterable {
        case gateway, service, slice, serviceEntry, secret, destinationRule, delegate, connections, virtualService
    }

    private mutating func put(_ kind: Kind, _ number: String) {
        let text =
            switch kind {
            case .gateway: self.gateway(number)
            case .service: self.service(number)
            case .slice: self.slice(number)
            case .serviceEntry: self.serviceEntry(number)
            case .secret: secret("cert\(number)", self.pick("tls.crt: C, tls.key: K", "tls.crt: D"))
            case .destinationRule: self.destinationRule(number)
            case .delegate: self.delegate(number)
            case .connections: self.connections(number)
            case .virtualService: self.virtualService(number)
            }
        let name = "\(kind)\(number)"
        self.documents[name] = ManifestReader().read(bytes: Array(text.utf8), file: name).resources
    }

    // MARK: What comes in

    private mutating func gateway(_ number: String) -> String {
        let host = self.pick("*", "*", "*.example", "a.example", "other/*")
        let port = self.pick("80", "8080")
        return GatehouseTranslationTests.gateway(
            "gw\(number)", servers: server(host, port: Int(port) ?? 80),
            server("b.example", port: 80, more: self.pick("", ", tls: {httpsRedirect: true}")), self.secured(host),
            self.pick(
                server("*", port: 9000, protocol: "TCP"), server("*", port: 9001, protocol: "MONGO"),
                server("*", port: 80, protocol: "TCP")))
    }

    private mutating func secured(_ host: String) -> String {
        let number = self.pick("1", "2")
        return self.pick(
            tlsServer(host, tls: "mode: SIMPLE, credentialName: cert\(number)"),
            tlsServer(host, protocol: "TLS", tls: "mode: SIMPLE, credentialName: cert\(number)"),
            tlsServer(host, protocol: "TLS", tls: "mode: PASSTHROUGH"),
            tlsServer("a.example", tls: "mode: OPTIONAL_MUTUAL, credentialName: cert\(number)"))
    }

    // MARK: Where it goes

    private mutating func service(_ number: String) -> String {
        let ports = self.pick("{name: http, port: 80}", "{name: http2, port: 80}, {name: more, port: 81}")
        let type = self.pick("", "", "type: ExternalName, externalName: s1.default.svc.cluster.local, ")
        return document("Service", "s\(number)", spec: "spec: {\(type)ports: [\(ports)]}")
    }

    private mutating func serviceEntry(_ number: String) -> String {
        let host = self.pick(
            "s\(number).default.svc.cluster.local", "s\(number).default.svc.cluster.local", "out\(number).test",
            "shared.test", "shared.test", "*.test")
        let ports = self.pick(
            "{number: 80, name: http, protocol: HTTP}", "{number: 443, name: tls, protocol: TLS}",
            "{number: 80, name: http2, protocol: HTTP2}, {number: 9000, name: tcp, protocol: TCP}")
        let rest = self.pick(
            "resolution: DNS", "resolution: STATIC, endpoints: [{address: 10.1.0.1, labels: {v: \"1\"}}]",
            "resolution: DNS_ROUND_ROBIN, endpoints: [{address: far.test}]", "resolution: NONE",
            "resolution: DYNAMIC_DNS", "resolution: DNS, exportTo: [other]")
        return document(
            "ServiceEntry", "e\(number)", namespace: self.pick("default", "team"),
            spec: "spec: {hosts: [\"\(host)\"], location: MESH_EXTERNAL, ports: [\(ports)], \(rest)}")
    }

    private mutating func slice(_ number: String) -> String {
        let address = self.pick("10.0.0.1", "10.0.0.2")
        return document(
            "EndpointSlice", "s\(number)", more: "labels: {kubernetes.io/service-name: s\(number)}",
            spec: "addressType: IPv4\nendpoints: [{addresses: [\(address)]}]\nports: [{name: http, port: 80}]")
    }

    private mutating func destinationRule(_ number: String) -> String {
        let host = self.pick("s\(number)", "s\(number)", "out\(number).test", "\"*.test\"")
        let subsets = self.pick(
            "", "{name: v1, labels: {v: \"1\"}}", "{name: v2}, {name: v1}",
            "{name: v1, trafficPolicy: {loadBalancer: {simple: RANDOM}}}")
        let policy = self.pick(
            "", ", trafficPolicy: {tls: {mode: SIMPLE, sni: up.test}}",
            ", trafficPolicy: {tls: {mode: MUTUAL, credentialName: cert\(number)}}",
            ", trafficPolicy: {connectionPool: {http: {h2UpgradePolicy: UPGRADE}}}",
            ", trafficPolicy: {portLevelSettings: [{port: {number: 80}, outlierDetection: {interval: 1s}}]}",
            ", exportTo: [\".\"]")
        return document(
            "DestinationRule", "r\(number)", spec: "spec: {host: \(host), subsets: [\(subsets)]\(policy)}")
    }

    private mutating func destination() -> String {
        let number = self.pick("1", "2", "3", "4")
        let host = self.pick(
            "s\(number)", "s\(number).default.svc.cluster.local", "s\(number).default.svc.cluster.local",
            "out\(number).test", "shared.test")
        let port = self.pick(
            ", port: {number: 80}", ", port: {number: 80}", ", port: {number: 80}", "", ", port: {number: 81}",
            ", port: {number: 443}")
        return "{host: \(host)\(port)\(self.pick("", "", "", "", ", subset: v1"))}"
    }

    // MARK: By which rules

    private mutating func delegate(_ number: String) -> String {
        document("VirtualService", "d\(number)", spec: "spec: {http: [\(self.rule()), \(self.rule())]}")
    }

    private mutating func virtualService(_ number: String) -> String {
        let created = self.pick("01", "02", "03")
        let annotations = self.pick("", ", annotations: {gatehouse.io/max-request-bytes: \"10\"}")
        return GatehouseTranslationTests.virtualService(
            "v\(number)",
            hosts: self.pick(
                "[a.example]", "[a.example]", "[b.example, c.example]", "[\"*\"]", "[\"*.example\"]", "[s1]", "[]"),
            gateways: self.pick(
                "[default/gw1]", "[default/gw1, default/gw2]", "[default/gw2, default/gw4]", "[default/gw3, mesh]",
                "[default/gw4]", "[mesh]"),
            namespace: self.pick("default", "team"),
            more: "creationTimestamp: \"2026-01-\(created)T00:00:00Z\"\(annotations)",
            spec: self.pick("", "", "", "", ", exportTo: [\".\"]"), rules: self.rule(), self.rule(), self.rule())
    }

    private mutating func connections(_ number: String) -> String {
        let hosts = self.pick("[a.example]", "[\"*.example\"]", "[\"*\"]")
        let match = self.pick("", "match: [{port: 9000}], ", "match: [{gateways: [gw1]}], ")
        let names = self.pick("[a.example]", "[\"*.example\"]")
        return connectionService(
            "c\(number)", hosts: hosts, gateways: self.pick("[gw1]", "[gw2, gw3]"),
            tcp: "{\(match)route: [{destination: \(self.destination())}]}",
            tls: "{match: [{port: 443, sniHosts: \(names)}], route: [{destination: \(self.destination())}]}")
    }

    private mutating func rule() -> String {
        let match = self.pick(
            "", "match: [{uri: {prefix: /a}}], ", "match: [{uri: {exact: /b}, gateways: [gw2]}], ",
            "match: [{port: 8080}, {method: {exact: GET}}], ")
        let number = self.pick("1", "2", "3", "4")
        switch Int.random(in: 0..<8, using: &self.random) {
        case 0: return "{\(match)delegate: {name: d\(number)}}"
        case 1: return "{\(match)redirect: {uri: /new}}"
        case 2: return "{\(match)directResponse: {status: \(self.pick("200", "9"))}}"
        case 3:
            let weighted = "{destination: \(self.destination()), weight: \(self.pick("0", "50"))}"
            return "{\(match)route: [\(weighted), {destination: {host: s1}, weight: 1}]}"
        case 4: return "{\(match)route: [{destination: {host: s\(number)}}], mirror: \(self.destination())}"
        default: return "{\(match)route: [{destination: \(self.destination())}]}"
        }
    }
}
