import GatehouseObjects
import GatehouseTestSupport

/// Makes objects of a kind at random: mostly of values that fit its schema, now and then of others.
struct ArbitraryObject {
    private var numbers: SeededNumbers
    /// How many fields there could be for one that there is: an object with very many is hardly ever a good one.
    private var frugality = 2

    init(seed: UInt64) { self.numbers = SeededNumbers(seed: seed) }

    /// An object of a name.
    mutating func object(of resource: APIResource, named name: String) -> JSON {
        self.frugality = [2, 6, 20].randomElement(using: &self.numbers) ?? 2
        var object = self.value(of: resource.schema, depth: 0)
        object["apiVersion"] = .string(resource.apiVersion(resource.versions.first ?? ""))
        object["kind"] = .string(resource.kind)
        object["metadata"] = self.metadata(named: name)
        // Nearly all ports made at random are none.
        if resource == .services, !self.happens(in: 4) { object["spec"]?["ports"] = [["port": 80]] }
        return object
    }

    /// A part of an object, to be merged into one.
    mutating func patch(of resource: APIResource) -> JSON {
        var patch = self.value(of: resource.schema, depth: 0)
        for name in ["apiVersion", "kind", "metadata"] { patch[name] = Optional.none }
        return patch
    }

    private mutating func metadata(named name: String) -> JSON {
        var metadata: JSON = ["name": .string(name)]
        for name in ["labels", "annotations", "finalizers", "ownerReferences", "generateName"] where self.happens(in: 4)
        {
            metadata[name] = ObjectSchema.objectMeta.field(name).map { self.value(of: $0.schema, depth: 2) }
        }
        return metadata
    }

    private mutating func happens(in times: Int) -> Bool { Int.random(in: 0..<times, using: &self.numbers) == 0 }

    private mutating func one(of values: [JSON]) -> JSON { values.randomElement(using: &self.numbers) ?? .null }

    private mutating func value(of schema: ObjectSchema, depth: Int) -> JSON {
        if self.happens(in: 60) { return self.one(of: Self.odd) }
        switch schema.shape {
        case .object(let fields):
            var members: [String: JSON] = [:]
            for field in fields
            where field.isRequired ? !self.happens(in: 30) : self.happens(in: depth == 0 ? 2 : self.frugality) {
                members[field.name] = self.value(of: field.schema, depth: depth + 1)
            }
            if self.happens(in: 80) { members["unheardOf"] = self.one(of: Self.odd) }
            return .object(members)
        case .map(let element):
            let names = ["a", "b.example/c", "tls.crt", "-", ""].prefix(Int.random(in: 0...3, using: &self.numbers))
            var members: [String: JSON] = [:]
            for name in names { members[name] = self.value(of: element, depth: depth + 1) }
            return .object(members)
        case .list(let element, _):
            let count = Int.random(in: 0...(depth < 4 ? 3 : 1), using: &self.numbers)
            return .array((0..<count).map { _ in self.value(of: element, depth: depth + 1) })
        case .string(let values):
            return values.isEmpty ? self.one(of: Self.texts) : self.one(of: values.map { .string($0) })
        case .bytes: return self.one(of: ["", "AQ==", "AQI=", "AQID", "QQ\n==", "eyJhIjoxfQ==", "A"])
        case .time, .microTime: return self.one(of: Self.times)
        case .integer: return self.one(of: Self.integers)
        case .number: return self.one(of: Self.integers + [.double(0.5), .double(-1e300), .double(80)])
        case .boolean: return self.one(of: [true, false])
        case .integerOrString: return self.one(of: Self.integers + Self.texts)
        case .anything: return self.one(of: Self.odd)
        }
    }

    private static let odd: [JSON] = [
        .null, true, 0, -1, .integer(.max), .double(1.5), .double(80), "", "text", [], [:], [[]], ["a": .null], [.null],
    ]

    private static let texts: [JSON] = [
        "", "a", "b", "default", "10.0.0.1", "10.96.0.9", "2001:db8::1", "127.0.0.1/8", "a.example", "*.example",
        "Not A Label", "None", "IPv4", "IPv6", "ClusterIP", "Local", "kubernetes.io/tls", "\u{0}", "\u{1F600}",
        "a/b/c", "x.example/y", "80", .string(String(repeating: "a", count: 300)),
    ]

    private static let times: [JSON] = [
        "2026-01-01T10:00:00Z", "2026-01-01T10:00:00.1234567890123Z", "2026-01-01T10:00:00.5+02:00",
        "0001-01-01T00:00:00Z", "0000-12-31T23:59:59-23:59", "9999-12-31T23:59:59.999999-23:59",
        "2026-02-30T00:00:00Z", "2026-01-01T23:59:60Z", "2026-01-01", "", "2026-01-01T10:00:00.Z",
    ]

    private static let integers: [JSON] = [0, 1, 80, 443, 30000, 65535, 65536, -1, .integer(.min), .integer(.max)]
}
