import GatehouseObjects

/// In which form a client wants objects.
enum ObjectForm: Hashable, Sendable {
    /// As they are.
    case whole
    /// As a table; of the version of `meta.k8s.io`.
    case table(version: String)
    /// Their metadata only.
    case metadata(version: String)

    /// The forms that objects are sent in, for clients that take none of them.
    static let types = ["application/json"]

    /// The first form of those a client takes that there is.
    ///
    /// - Parameters:
    ///   - accept: The values of `Accept`; none for anything.
    ///   - isList: Whether it is about several objects.
    /// - Throws: 406 where there is none.
    static func negotiated(_ accept: [String], isList: Bool) throws(APIStatus) -> ObjectForm {
        if accept.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) { return .whole }
        for range in MediaRange.accepted(accept) where range.covers("application/json") {
            if let form = ObjectForm(range, isList: isList) { return form }
        }
        throw .notAcceptable(Self.types)
    }

    private init?(_ range: MediaRange, isList: Bool) {
        guard let name = range.parameters["as"], !name.isEmpty else {
            self = .whole
            return
        }
        let version = range.parameters["v"] ?? ""
        guard range.parameters["g"] == "meta.k8s.io", version == "v1" || version == "v1beta1" else { return nil }
        switch name {
        case "Table": self = .table(version: version)
        case "PartialObjectMetadata" where !isList: self = .metadata(version: version)
        case "PartialObjectMetadataList" where isList: self = .metadata(version: version)
        default: return nil
        }
    }
}
