import GatehouseObjects

/// A patch of an object, of any of the kinds there are; server-side apply is none of them.
enum ObjectPatch: Sendable {
    case operations(JSONPatch)
    case merge(JSON)
    case strategic(StrategicMergePatch)

    /// The type of server-side apply.
    static let applyType = "application/apply-patch+yaml"

    /// The types of patches that objects of a kind take.
    static func types(_ resource: APIResource) -> [String] {
        ["application/json-patch+json", "application/merge-patch+json"]
            + (resource.supportsStrategicMerge ? ["application/strategic-merge-patch+json"] : []) + [Self.applyType]
    }

    /// Reads a patch.
    ///
    /// - Throws: 415 for types that the kind does not take, 400 where it can't be read.
    init(_ call: APICall, _ resource: APIResource) throws(APIStatus) {
        let type = RequestBody.type(of: call)
        guard let type, Self.types(resource).contains(type), type != Self.applyType else {
            throw .unsupportedMediaType(accepted: Self.types(resource))
        }
        let value = try RequestBody.json(call).value
        do throws(PatchError) {
            switch type {
            case "application/json-patch+json": self = .operations(try JSONPatch(parsing: value))
            case "application/merge-patch+json":
                guard value.object != nil else {
                    throw PatchError(.malformed, "error decoding patch: a merge patch is an object")
                }
                self = .merge(value)
            default: self = .strategic(try StrategicMergePatch(parsing: value))
            }
        } catch { throw error.status }
    }

    /// The object with the patch in it.
    ///
    /// - Throws: 400, 413 or 422 where it can't be applied.
    func applied(to object: JSON, _ resource: APIResource) throws(APIStatus) -> JSON {
        do throws(PatchError) {
            switch self {
            case .operations(let patch): return try patch.apply(to: object)
            case .merge(let patch): return MergePatch.apply(patch, to: object)
            case .strategic(let patch): return try patch.apply(to: object, schema: resource.schema)
            }
        } catch { throw error.status }
    }
}
