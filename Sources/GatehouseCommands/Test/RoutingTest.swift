import GatehouseManifest
import GatehouseObjects
import GatehouseRouting

/// A request, and what is expected to come of it.
struct RoutingTest {
    /// What it is called; empty for nothing.
    var name: String
    /// Where it stands: the file and the line, and which one of its tests.
    var place: String
    /// The request.
    var call: SimulatedCall
    /// A part of what `explain -o json` prints of it.
    var expected: JSON

    /// Reads an element of `tests`.
    ///
    /// - Parameter place: where it stands, for messages.
    init(_ test: JSON, at place: String) throws(RoutingTestError) {
        let fields = try TestFields(test, at: place, allowed: ["name", "request", "expect"])
        self.name = try fields.text("name") ?? ""
        self.place = place
        self.call = try SimulatedCall(fields.members["request"] ?? [:], at: "\(place).request")
        guard let expected = fields.members["expect"], expected.object?.isEmpty == false else {
            throw RoutingTestError("\(place).expect: say what is expected, such as {outcome: forward}.")
        }
        try ExpectedNames.check(expected, at: "\(place).expect")
        self.expected = expected
    }

    /// The tests of a file: documents with the list `tests`.
    static func read(_ text: [UInt8], file: String) throws(RoutingTestError) -> [RoutingTest] {
        let documents: [JSON]
        let lines: [Int]
        do {
            documents = try JSON.documents(yaml: text)
            lines = try YAMLValue.lines(ofEntriesOf: "tests", in: text)
        } catch { throw RoutingTestError("\(file):\(error.line): \(error.message)") }
        var tests: [RoutingTest] = []
        for document in documents.isEmpty ? [[:]] : documents {
            let fields = try TestFields(document, at: file, allowed: ["tests"])
            guard let elements = fields.members["tests"]?.array, !elements.isEmpty else {
                throw RoutingTestError("\(file): there is no list `tests` with a test in it.")
            }
            for element in elements {
                let line = lines.indices.contains(tests.count) ? ":\(lines[tests.count])" : ""
                tests.append(try RoutingTest(element, at: "\(file)\(line): tests[\(tests.count)]"))
            }
        }
        return tests
    }
}

/// Why a file of tests can't be used; a sentence that says where.
struct RoutingTestError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// The members of a mapping in a file of tests.
struct TestFields {
    let members: [String: JSON]
    private let place: String

    /// - Parameter allowed: the names that members may have: a mistyped one would make a test that can't fail.
    init(_ value: JSON, at place: String, allowed: Set<String>) throws(RoutingTestError) {
        guard let members = value.object else { throw RoutingTestError("\(place): expected a mapping.") }
        if let name = members.keys.sorted().first(where: { !allowed.contains($0) }) {
            throw RoutingTestError(
                "\(place): there is no `\(name)` here, but \(allowed.sorted().joined(separator: ", ")).")
        }
        self.members = members
        self.place = place
    }

    /// A text; nil where it is absent.
    func text(_ name: String) throws(RoutingTestError) -> String? {
        guard let value = self.members[name], value != .null else { return nil }
        return try value.text(at: "\(self.place).\(name)")
    }

    /// Whether something is so; not where it is absent.
    func flag(_ name: String) throws(RoutingTestError) -> Bool {
        guard let value = self.members[name], value != .null else { return false }
        guard let flag = value.bool else { throw RoutingTestError("\(self.place).\(name): expected true or false.") }
        return flag
    }

    /// A value that is written as it is on the command line.
    func value<Value>(
        _ name: String, _ parse: (String) throws(UnusableValue) -> Value
    ) throws(RoutingTestError) -> Value? {
        guard let value = self.members[name], value != .null else { return nil }
        let text: String
        if let number = value.integer {
            text = String(number)
        } else {
            text = try value.text(at: "\(self.place).\(name)")
        }
        do throws(UnusableValue) {
            return try parse(text)
        } catch {
            throw RoutingTestError("\(self.place).\(name): \(error).")
        }
    }
}

extension JSON {
    /// A text. What YAML reads as something else, such as 1.10 or yes, would not be what was written.
    func text(at place: String) throws(RoutingTestError) -> String {
        guard let text = self.string else {
            throw RoutingTestError("\(place): expected a text; write numbers and words like yes in quotes.")
        }
        return text
    }
}
