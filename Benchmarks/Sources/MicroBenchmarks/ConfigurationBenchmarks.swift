import GatehouseModel
import GatehouseRouting
import GatehouseTranslation

/// From YAML to a snapshot: 10, 1000 and 10,000 VirtualServices, each for a host of its own.
enum ConfigurationBenchmarks {
    static func run(_ harness: Harness) throws {
        for count in [10, 1000, 10_000] {
            let what = "\(count) VirtualServices"
            let names = ["read", "translate", "retranslate", "compile", "recompile"].map { "config: \($0) \(what)" }
            guard names.contains(where: harness.wants) else { continue }
            let configuration = Configuration.hosts(count)
            harness.measure("config: read \(what)") { try? configuration.read() }

            let resources = try configuration.read()
            let options = TranslationOptions()
            harness.measure("config: translate \(what)") { Translation.translate(resources, options: options) }

            var memory = TranslationMemory()
            let first = Translation.translate(resources, options: options, memory: &memory).plan
            var others = resources
            let middle = count / 2
            var turn: UInt32 = 0
            harness.measure("config: retranslate \(what), one changed") {
                turn &+= 1
                others.virtualServices[middle].spec.http[0].timeout = .milliseconds(Int64(turn))
                return Translation.translate(others, options: options, memory: &memory).plan == first
            }

            let plan = try configuration.translate()
            harness.measure("config: compile \(what)") { Snapshot.compile(plan, generation: 1) }

            let snapshot = Snapshot.compile(plan, generation: 1).snapshot
            let changed = try Configuration.hosts(count, changed: count / 2).translate()
            harness.measure("config: recompile \(what), one changed") {
                Snapshot.compile(changed, generation: 2, reusing: snapshot)
            }
        }
    }
}
