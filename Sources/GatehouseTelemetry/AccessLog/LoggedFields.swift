import GatehouseHTTP

/// Where a request's logged header fields are: found in one pass, because a pass per field would cost more than the rest
/// of the line.
struct LoggedFields {
    /// A header that may stand in several field lines.
    struct Occurrence {
        /// Index of the first field line; -1 when there is none.
        var first = -1
        /// How many there are.
        var count = 0

        @inline(__always)
        fileprivate mutating func add(_ index: Int) {
            if self.count == 0 { self.first = index }
            self.count &+= 1
        }
    }

    var originalPath = Occurrence()
    var forwardedFor = Occurrence()
    var userAgent = Occurrence()
    var requestID = Occurrence()

    /// Finds them.
    init(_ headers: HeaderBlock) {
        var index = 0
        for field in headers.fields {
            switch field.id {
            case .forwardedFor: self.forwardedFor.add(index)
            case .userAgent: self.userAgent.add(index)
            case .requestID: self.requestID.add(index)
            case .envoyInternal:
                if headers.withBytes(field.name, { $0.equals("x-envoy-original-path") }) {
                    self.originalPath.add(index)
                }
            default: break
            }
            index &+= 1
        }
    }
}
