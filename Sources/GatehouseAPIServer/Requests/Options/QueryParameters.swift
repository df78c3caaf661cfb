import GatehouseObjects

/// The query of a request, decoded.
struct QueryParameters: Hashable, Sendable {
    /// How many bytes a query may have: what selectors may, and something besides.
    static let limit = SelectorLimits.bytes + 4096

    private var values: [String: String] = [:]

    /// A query without parameters.
    init() {}

    /// Reads a query. Of parameters that are there several times the first one counts.
    ///
    /// - Throws: 400 where it is too long or can't be read.
    init(_ query: String) throws(APIStatus) {
        guard query.utf8.count <= Self.limit else { throw .badRequest("the query has more than \(Self.limit) bytes") }
        for part in query.utf8.split(separator: UInt8(ascii: "&")) {
            let equal = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            guard let name = PercentDecoding.decoded(part[..<equal], plusIsSpace: true),
                let value = PercentDecoding.decoded(part[equal...].dropFirst(), plusIsSpace: true)
            else { throw .badRequest("the query has an escape that is incomplete, or is not UTF-8") }
            if self.values[name] == nil { self.values[name] = value }
        }
    }

    /// The value of a parameter; nil where it is absent.
    subscript(name: String) -> String? { self.values[name] }

    /// The value of a parameter; nil where it is absent or empty.
    func text(_ name: String) -> String? { self.values[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// Whether something is wanted. As in Kubernetes, everything but `false` and `0` is a yes.
    func flag(_ name: String) -> Bool? { self.values[name].map { $0.lowercased() != "false" && $0 != "0" } }

    /// A whole number; nil where the parameter is absent or empty.
    ///
    /// - Throws: 400 where it is none, or is less than zero.
    func number(_ name: String) throws(APIStatus) -> Int64? {
        guard let text = self.text(name) else { return nil }
        guard let number = Int64(text), number >= 0 else {
            throw .badRequest("\(name): \"\(text)\" is not a whole number of zero or more")
        }
        return number
    }
}
