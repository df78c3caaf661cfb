import CAllocationCount

/// What one operation costs.
struct Cost {
    var nanoseconds: Double
    /// `nil` where the platform cannot count them.
    var allocations: Double?
}

/// Measures operations and prints a line for each.
///
/// The time is that of the fastest round: whatever else runs on the machine only makes rounds slower. Allocations do
/// not vary, so they are those of the last round.
struct Harness {
    /// Only benchmarks whose name contains this are run.
    var filter = ""
    /// The least time that a round takes.
    var roundTime = Duration.milliseconds(100)
    var rounds = 5

    /// Prints the headings.
    func begin() {
        print(Self.column("ns/op", width: 14) + Self.column("mallocs/op", width: 12) + "  what")
    }

    /// Whether a benchmark is wanted; saves preparing what is not.
    func wants(_ name: String) -> Bool { self.filter.isEmpty || name.contains(self.filter) }

    /// Measures `operation`, whose result is only there so that it is computed.
    func measure<Result>(_ name: String, _ operation: () -> Result) {
        guard self.wants(name) else { return }
        var repetitions = 1
        var cost = Self.round(repetitions, operation)
        // The first rounds find how many repetitions fill a round, and warm up.
        while cost.nanoseconds * Double(repetitions) < self.roundTime.nanoseconds, repetitions < 1 << 30 {
            repetitions *= 2
            cost = Self.round(repetitions, operation)
        }
        for _ in 1..<self.rounds {
            let next = Self.round(repetitions, operation)
            cost = Cost(nanoseconds: min(cost.nanoseconds, next.nanoseconds), allocations: next.allocations)
        }
        Self.report(name, cost)
    }

    private static func round<Result>(_ repetitions: Int, _ operation: () -> Result) -> Cost {
        let allocationsBefore = allocation_count()
        let time = ContinuousClock().measure {
            for _ in 0..<repetitions { keep(operation()) }
        }
        let allocations = Double(allocation_count() - allocationsBefore) / Double(repetitions)
        return Cost(
            nanoseconds: time.nanoseconds / Double(repetitions),
            allocations: allocation_count_is_available() ? allocations : nil)
    }

    private static func report(_ name: String, _ cost: Cost) {
        let time = cost.nanoseconds < 1000 ? Self.oneDecimal(cost.nanoseconds) : Self.grouped(cost.nanoseconds)
        // Growing storage once in a while is no allocation per operation.
        let allocations = cost.allocations.map { $0 < 10 ? Self.oneDecimal($0) : Self.grouped($0) } ?? "?"
        print(Self.column(time, width: 14) + Self.column(allocations, width: 12) + "  " + name)
    }

    private static func oneDecimal(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }

    private static func grouped(_ value: Double) -> String {
        var digits = Array("\(Int(value.rounded()))")
        var place = digits.count - 3
        while place > 0 {
            digits.insert(" ", at: place)
            place -= 3
        }
        return String(digits)
    }

    private static func column(_ text: String, width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}

/// Takes a value that must not be optimised away.
@inline(never)
private func keep<Value>(_ value: Value) { withExtendedLifetime(value) {} }

extension Duration {
    var nanoseconds: Double {
        let (seconds, attoseconds) = self.components
        return Double(seconds) * 1e9 + Double(attoseconds) / 1e9
    }
}
