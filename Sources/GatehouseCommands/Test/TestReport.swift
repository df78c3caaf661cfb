import GatehouseObjects
import GatehouseRouting

/// What came of tests, and how it is printed.
struct TestReport {
    /// What came of one.
    struct Result {
        var test: RoutingTest
        var differences: [Difference]
        /// Why what was found came about: sentences.
        var because: [String]
    }

    var results: [Result]

    /// How many tests found something else than was expected.
    var failures: Int { self.results.count { !$0.differences.isEmpty } }

    /// Prints it.
    func print(as format: OutputFormat) {
        switch format {
        case .text: StandardOutput.print((self.results.flatMap(\.lines) + [self.summary]).joined(separator: "\n"))
        case .json:
            let array = JSON.array(self.results.map(\.json))
            StandardOutput.print(String(decoding: array.bytes, as: UTF8.self))
        }
    }

    private var summary: String {
        let count = self.results.count
        let tests = "\(count) test\(count == 1 ? "" : "s")"
        return self.failures == 0 ? "\(tests): passed" : "\(tests): \(self.failures) failed"
    }
}

extension TestReport.Result {
    /// A line for a test that passed; for one that did not also what differs, and why.
    fileprivate var lines: [String] {
        let request = "\(self.test.call.method) \(self.test.call.host) \(self.test.call.target)"
        let title = self.test.name.isEmpty ? request : "\(self.test.name) (\(request))"
        if self.differences.isEmpty { return ["ok    \(title)"] }
        return ["FAIL  \(self.test.place): \(title)"] + self.differences.map { "        \($0.text)" }
            + ["      Because:"] + self.because.map { "        - \($0)" }
    }

    fileprivate var json: JSON {
        [
            "name": .string(self.test.name), "place": .string(self.test.place),
            "passed": .bool(self.differences.isEmpty),
            "differences": .array(
                self.differences.map {
                    ["field": .string($0.field), "expected": $0.expected, "found": $0.found]
                }),
            "because": .array(self.because.map { .string($0) }),
        ]
    }
}
