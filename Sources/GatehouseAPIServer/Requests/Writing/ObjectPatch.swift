import GatehouseObjects

/// A patch of an object, of any of the kinds there are; server-side apply is none of them.
struct ObjectPatch: Sendable {
    private enum Change: Sendable {
        case operations(JSONPatch)
        case merge(JSON)
        case strategic(StrategicMergePatch)
    }

    private let change: Change
    /// What is odd about how the patch is written: members that are there twice, or that no operation has.
    let remarks: [String]

    /// The type of server-side apply.
    static let applyType = "application/apply-patch+yaml"

    /// The types of patches that objects of a kind take.
    static func types(_ resource: APIResource) -> [String] {
        ["application/json-patch+json", "application/merge-patch+json"]
            + (resource.isKubernetesOwn ? ["application/strategic-merge-patch+json"] : []) + [Self.applyType]
    }

    /// Reads a patch.
    ///
    /// - Throws: 415 for types that the kind does not take, 400 where it can't be read.
    init(_ call: APICall, _ resource: APIResource) throws(APIStatus) {
        let type = RequestBody.type(of: call)
        guard let type, Self.types(resource).contains(type), type != Self.applyType else {
            throw .unsupportedMediaType(accepted: Self.types(resource))
        }
        let document = try RequestBody.json(call)
        let value = document.value
        self.remarks = type == "application/json-patch+json" ? document.operationRemarks : document.remarks
        do throws(PatchError) {
            switch type {
            case "application/json-patch+json": self.change = .operations(try JSONPatch(parsing: value))
            case "application/merge-patch+json":
                guard value.object != nil else {
                    throw PatchError(.malformed, "error decoding patch: a merge patch is an object")
                }
                self.change = .merge(value)
            default: self.change = .strategic(try StrategicMergePatch(parsing: value))
            }
        } catch { throw error.status }
    }

    /// The object with the patch in it.
    ///
    /// - Throws: 400, 413 or 422 where it can't be applied.
    func applied(to object: JSON, _ resource: APIResource) throws(APIStatus) -> JSON {
        do throws(PatchError) {
            switch self.change {
            case .operations(let patch): return try patch.apply(to: object)
            case .merge(let patch): return MergePatch.apply(patch, to: object)
            case .strategic(let patch): return try patch.apply(to: object, schema: resource.schema)
            }
        } catch { throw error.status }
    }
}

extension JSONDocument {
    /// What is odd about how an object is written: members that are there twice.
    var remarks: [String] { self.duplicates.map { "duplicate field \"\($0)\"" } }

    /// What is odd about how a JSON patch is written, in Kubernetes' words.
    fileprivate var operationRemarks: [String] {
        let known: Set = ["op", "path", "from", "value"]
        let unknown = (self.value.array ?? []).enumerated().flatMap { index, operation in
            (operation.object ?? [:]).keys.filter { !known.contains($0) }.sorted().map {
                "unknown field \"[\(index)].\($0)\""
            }
        }
        return (self.remarks + unknown).prefix(Self.mostRemarks).map { "json patch \($0)" }
    }

    /// Of thousands of them nobody would read all.
    private static let mostRemarks = 100
}
