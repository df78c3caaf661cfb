import GatehouseObjects

/// The parts of a request's path, decoded.
enum PathSegments {
    /// How many bytes a path may have.
    static let limit = 4096

    /// The parts between slashes.
    ///
    /// A slash at the end is let pass, as clients write it. Everything else by which a path may mean another one to
    /// somebody else on the way is refused: empty parts, `.`, `..`, and slashes or control characters that are escaped.
    ///
    /// - Throws: 400 where it can't be read, 404 where there can be nothing.
    static func parse(_ path: String) throws(APIStatus) -> [String] {
        guard path.utf8.count <= Self.limit else { throw .badRequest("the path has more than \(Self.limit) bytes") }
        guard path.utf8.first == UInt8(ascii: "/") else { throw .badRequest("the path does not begin with a slash") }
        var parts = path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if parts.last?.isEmpty == true { parts.removeLast() }
        var segments: [String] = []
        for part in parts {
            guard let segment = PercentDecoding.decoded(part) else {
                throw .badRequest("the path has an escape that is incomplete, or is not UTF-8")
            }
            guard !segment.isEmpty, segment != ".", segment != "..",
                segment.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") })
            else { throw .noResource }
            segments.append(segment)
        }
        return segments
    }
}
