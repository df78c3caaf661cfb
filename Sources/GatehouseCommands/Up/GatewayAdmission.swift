import GatehouseAPIServer
import GatehouseModel
import GatehouseObjects
import GatehouseStore

/// Refuses what `validate` calls an error, as Istio's webhook does, and warns of the rest.
struct GatewayAdmission: Admission {
    let reader: DocumentReader

    func review(_ object: JSON, of resource: APIResource) -> AdmissionReview {
        let name = object["metadata"]?["name"]?.string ?? ""
        let document = self.reader.document(object.bytes, name: "\(resource.kind) \(name)")
        let problems = document.diagnostics.filter { $0.level == .error }.map { error in
            APIStatus.Cause(
                reason: "FieldValueInvalid", message: "\(error.message) [\(error.code)]",
                field: error.field.map(\.description) ?? "")
        }
        let warnings = document.diagnostics.filter { $0.level == .warning }.map { warning in
            let field = warning.field.map(\.description) ?? ""
            return "\(field.isEmpty ? "" : "\(field): ")\(warning.message) [\(warning.code)]"
        }
        return problems.isEmpty
            ? AdmissionReview(warnings: warnings) : .denied(name, resource, problems, warnings: warnings)
    }
}
