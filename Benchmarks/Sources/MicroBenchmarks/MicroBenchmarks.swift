/// Runs the benchmarks: `MicroBenchmarks [--quick] [part of a name]`.
@main
enum MicroBenchmarks {
    static func main() throws {
        var harness = Harness()
        for argument in CommandLine.arguments.dropFirst() {
            if argument == "--quick" {
                harness.roundTime = .milliseconds(10)
                harness.rounds = 2
            } else {
                harness.filter = argument
            }
        }
        harness.begin()
        try HeadBenchmarks.run(harness)
        try RouteBenchmarks.run(harness)
        try RegexBenchmarks.run(harness)
        try ConfigurationBenchmarks.run(harness)
    }
}
