import GatehouseManifest
import GatehouseModel
import GatehousePlan
import GatehouseTranslation
import Testing

@Suite struct MemoryTests {
    @Test("What is remembered makes no difference, whatever changes", arguments: 0..<40 as Range<UInt64>)
    func makesNoDifference(seed: UInt64) {
        var world = ChangingWorld(seed: seed)
        var memory = TranslationMemory()
        for step in 0..<60 {
            world.step()
            let resources = world.resources
            let result = Translation.translate(resources, options: TranslationOptions(), memory: &memory)
            #expect(result == Translation.translate(resources, options: TranslationOptions()), "step \(step)")
        }
    }

    @Test("The changing worlds have all kinds of listeners, served clusters and findings")
    func worldsAreVaried() {
        var protocols: Set<String> = []
        var codes: Set<String> = []
        var clusters: [String] = []
        for seed in 0..<40 as Range<UInt64> {
            var world = ChangingWorld(seed: seed)
            for _ in 0..<6 {
                for _ in 0..<10 { world.step() }
                let result = Translation.translate(world.resources, options: TranslationOptions())
                protocols.formUnion(result.plan.listeners.map(\.protocolName))
                codes.formUnion(result.diagnostics.map(\.code))
                clusters += result.plan.clusters.map(\.name)
            }
        }
        #expect(protocols == ["HTTP", "HTTPS", "TCP", "MONGO", "TLS"])
        #expect(codes.count > 5)
        #expect(clusters.count > 300)
        // A host that is another service to another namespace (semantics S4).
        #expect(clusters.contains { $0.contains("@") })
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
