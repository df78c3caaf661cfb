import GatehouseManifest
import GatehouseModel
import GatehousePlan
import GatehouseTranslation
import Testing

@Suite struct MemoryTests {
    /// A small world in which everything may refer to everything, changed step by step at random.
    private struct World {
        /// SplitMix64, so that a seed tells what happens.
        struct Random: RandomNumberGenerator {
            var state: UInt64

            mutating func next() -> UInt64 {
                self.state &+= 0x9E37_79B9_7F4A_7C15
                var mixed = self.state
                mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
                mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
                return mixed ^ (mixed >> 31)
            }
        }

        private var random: Random
        private var documents: [String: [AnyResource]] = [:]

        init(seed: UInt64) { self.random = Random(state: seed) }

        /// Resources that were not changed are the same values as before, as those of a store are.
        var resources: ResourceSet { ResourceSet(self.documents.keys.sorted().flatMap { self.documents[$0] ?? [] }) }

        /// Changes one resource, or takes it away.
        mutating func step() {
            let (name, text) = self.anything()
            let isGone = Int.random(in: 0..<6, using: &self.random) == 0
            self.documents[name] = isGone ? nil : ManifestReader().read(bytes: Array(text.utf8), file: name).resources
        }

        private mutating func pick(_ choices: String...) -> String {
            choices.randomElement(using: &self.random) ?? ""
        }

        private mutating func anything() -> (name: String, text: String) {
            let number = self.pick("1", "2", "3", "4")
            switch Int.random(in: 0..<12, using: &self.random) {
            case 0: return ("gateway\(number)", self.gateway(number))
            case 1, 2: return ("service\(number)", self.service(number))
            case 3: return ("rule\(number)", self.destinationRule(number))
            case 4: return ("delegate\(number)", self.delegate(number))
            case 5: return ("slice\(number)", self.slice(number))
            default: return ("virtual\(number)", self.virtualService(number))
            }
        }

        private mutating func gateway(_ number: String) -> String {
            let host = self.pick("*", "*.example", "a.example", "other/*")
            let port = self.pick("80", "8080")
            return GatehouseTranslationTests.gateway(
                "gw\(number)", servers: server(host, port: Int(port) ?? 80),
                server("b.example", port: 80, more: self.pick("", ", tls: {httpsRedirect: true}")))
        }

        private mutating func service(_ number: String) -> String {
            let ports = self.pick("{name: http, port: 80}", "{name: http2, port: 80}, {name: more, port: 81}")
            let type = self.pick("", "", "type: ExternalName, externalName: s1.default.svc.cluster.local, ")
            return document("Service", "s\(number)", spec: "spec: {\(type)ports: [\(ports)]}")
        }

        private mutating func slice(_ number: String) -> String {
            let address = self.pick("10.0.0.1", "10.0.0.2")
            return document(
                "EndpointSlice", "s\(number)", more: "labels: {kubernetes.io/service-name: s\(number)}",
                spec: "addressType: IPv4\nendpoints: [{addresses: [\(address)]}]\nports: [{name: http, port: 80}]")
        }

        private mutating func destinationRule(_ number: String) -> String {
            let subsets = self.pick("", "{name: v1, labels: {v: \"1\"}}", "{name: v2}, {name: v1}")
            return document(
                "DestinationRule", "r\(number)", spec: "spec: {host: s\(number), subsets: [\(subsets)]}")
        }

        private mutating func delegate(_ number: String) -> String {
            document("VirtualService", "d\(number)", spec: "spec: {http: [\(self.rule()), \(self.rule())]}")
        }

        private mutating func virtualService(_ number: String) -> String {
            let created = self.pick("01", "02", "03")
            let annotations = self.pick("", ", annotations: {gatehouse.io/max-request-bytes: \"10\"}")
            return GatehouseTranslationTests.virtualService(
                "v\(number)", hosts: self.pick("[a.example]", "[b.example, c.example]", "[\"*\"]", "[s1]", "[]"),
                gateways: self.pick("[gw1]", "[gw1, gw2]", "[mesh]", "[gw3, mesh]"),
                more: "creationTimestamp: \"2026-01-\(created)T00:00:00Z\"\(annotations)",
                spec: self.pick("", ", exportTo: [\".\"]"), rules: self.rule(), self.rule(), self.rule())
        }

        private mutating func rule() -> String {
            let match = self.pick(
                "", "match: [{uri: {prefix: /a}}], ", "match: [{uri: {exact: /b}, gateways: [gw2]}], ",
                "match: [{port: 8080}, {method: {exact: GET}}], ")
            let number = self.pick("1", "2", "3", "4")
            let port = self.pick("", ", port: {number: 80}", ", port: {number: 81}")
            let subset = self.pick("", "", ", subset: v1")
            let destination = "{destination: {host: s\(number)\(port)\(subset)}, weight: \(self.pick("0", "50"))}"
            switch Int.random(in: 0..<8, using: &self.random) {
            case 0: return "{\(match)delegate: {name: d\(number)}}"
            case 1: return "{\(match)redirect: {uri: /new}}"
            case 2: return "{\(match)directResponse: {status: \(self.pick("200", "9"))}}"
            case 3: return "{\(match)route: [\(destination), {destination: {host: s1}, weight: 1}]}"
            case 4: return "{\(match)route: [{destination: {host: s\(number)}}], mirror: {host: s2}}"
            default: return "{\(match)route: [{destination: {host: s\(number)\(port)\(subset)}}]}"
            }
        }
    }

    @Test("What is remembered makes no difference, whatever changes", arguments: 0..<40 as Range<UInt64>)
    func makesNoDifference(seed: UInt64) {
        var world = World(seed: seed)
        var memory = TranslationMemory()
        var tables = 0
        for step in 0..<60 {
            world.step()
            let resources = world.resources
            let result = Translation.translate(resources, options: TranslationOptions(), memory: &memory)
            #expect(result == Translation.translate(resources, options: TranslationOptions()), "step \(step)")
            tables += result.plan.listeners.count
        }
        #expect(tables > 0)
    }

    @Test("Routes that were not changed are the same storage as before, and a changed one is seen")
    func storage() throws {
        let others = (0..<8).map { number in
            virtualService("v\(number)", hosts: "[h\(number).example]", rules: rule("{uri: {prefix: /a}}", to: "s"))
        }
        func resources(_ path: String) -> [AnyResource] {
            let changed = virtualService("v9", hosts: "[h9.example]", rules: rule("{uri: {prefix: \(path)}}", to: "s"))
            return ManifestReader().read(bytes: Array(changed.utf8), file: "changed.yaml").resources
        }
        let service = document("Service", "s", spec: "spec: {ports: [{name: http, port: 80}]}")
        let text = gateway(servers: server("*")) + service + others.joined()
        let kept = ManifestReader().read(bytes: Array(text.utf8), file: "kept.yaml").resources
        var memory = TranslationMemory()
        let options = TranslationOptions()
        let before = Translation.translate(ResourceSet(kept + resources("/b")), options: options, memory: &memory)
        let after = Translation.translate(ResourceSet(kept + resources("/c")), options: options, memory: &memory)
        for number in 0..<8 {
            let name = "h\(number).example:80"
            let (old, new) = (before.routes(of: name), after.routes(of: name))
            #expect(old.count == 1)
            #expect(old.withUnsafeBufferPointer(\.baseAddress) == new.withUnsafeBufferPointer(\.baseAddress))
        }
        #expect(after.routes(of: "h9.example:80").first?.condition.path?.pattern == .prefix("/c"))
    }

    @Test("Lines that move in a file make no routes anew, and findings tell where they are now")
    func movedLines() throws {
        let rule = "{match: [{uri: {prefix: /a}}], route: [{destination: {host: s}}], corsPolicy: {allowOrigin: [x]}}"
        let text =
            gateway(servers: server("*")) + document("Service", "s", spec: "spec: {ports: [{name: http, port: 80}]}")
            + virtualService("v", hosts: "[h.example]", rules: rule)
        var memory = TranslationMemory()
        let options = TranslationOptions()
        let (before, after) = (text, "# A line more.\n" + text)
        let results = [before, after].map { text in
            let resources = ResourceSet(ManifestReader().read(bytes: Array(text.utf8), file: "given.yaml").resources)
            let result = Translation.translate(resources, options: options, memory: &memory)
            #expect(result == Translation.translate(resources, options: options))
            return result
        }
        let routes = results.map { $0.routes(of: "h.example:80") }
        #expect(routes.map(\.count) == [1, 1])
        #expect(
            routes[0].withUnsafeBufferPointer(\.baseAddress) == routes[1].withUnsafeBufferPointer(\.baseAddress))
    }

    @Test("Nothing is taken from a translation for another gateway")
    func otherOptions() {
        let text =
            gateway(servers: server("*")) + virtualService("v", spec: ", exportTo: [\".\"]", rules: rule(to: "s"))
        let resources = ResourceSet(ManifestReader().read(bytes: Array(text.utf8), file: "given.yaml").resources)
        var memory = TranslationMemory()
        for namespace in ["default", "other", "default"] {
            let options = TranslationOptions(gatewayNamespace: namespace, clusterDomain: "\(namespace).local")
            let result = Translation.translate(resources, options: options, memory: &memory)
            #expect(result == Translation.translate(resources, options: options))
        }
    }
}
