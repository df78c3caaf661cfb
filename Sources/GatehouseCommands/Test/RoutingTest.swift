import GatehouseObjects
import GatehouseRouting

/// A request, and what is expected to come of it.
struct RoutingTest {
    /// What it is called; empty for nothing.
    var name: String
    /// Where it stands: the file, and which one of its tests.
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
        _ = try TestFields(expected, at: "\(place).expect", allowed: Self.expectations)
        self.expected = expected
    }

    /// What explanations consist of.
    private static let expectations: Set<String> = [
        "outcome", "status", "responseFlag", "listener", "virtualHost", "route", "destinations", "policies", "request",
        "location", "because",
    ]

    /// The tests of a file: a mapping with the list `tests`.
    static func read(_ text: [UInt8], file: String) throws(RoutingTestError) -> [RoutingTest] {
        let document: JSON
        do {
            document = try JSON(yaml: text)
        } catch { throw RoutingTestError("\(file): \(error)") }
        let fields = try TestFields(document, at: file, allowed: ["tests"])
        guard let elements = fields.members["tests"]?.array, !elements.isEmpty else {
            throw RoutingTestError("\(file): there is no list `tests` with a test in it.")
        }
        var tests: [RoutingTest] = []
        for (index, element) in elements.enumerated() {
            tests.append(try RoutingTest(element, at: "\(file): tests[\(index)]"))
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

    /// A text; a number or truth value as it is written. Nil where it is absent.
    func text(_ name: String) throws(RoutingTestError) -> String? {
        guard let value = self.members[name], value != .null else { return nil }
        guard let text = value.scalarText else { throw RoutingTestError("\(self.place).\(name): expected a text.") }
        return text
    }

    /// A value that is written as it is on the command line.
    func value<Value>(
        _ name: String, _ parse: (String) throws(UnusableValue) -> Value
    ) throws(RoutingTestError) -> Value? {
        guard let text = try self.text(name) else { return nil }
        do throws(UnusableValue) {
            return try parse(text)
        } catch {
            throw RoutingTestError("\(self.place).\(name): \(error).")
        }
    }
}

extension JSON {
    /// A scalar as it is written; nil for anything else.
    var scalarText: String? {
        switch self {
        case .string(let text): text
        case .null, .array, .object: nil
        default: String(decoding: self.bytes, as: UTF8.self)
        }
    }
}
