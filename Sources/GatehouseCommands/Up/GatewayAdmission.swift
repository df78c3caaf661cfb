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
        let errors = document.diagnostics.filter { $0.level == .error }
        let warnings = document.diagnostics.filter { $0.level == .warning }.map(Self.text)
        guard !errors.isEmpty else { return AdmissionReview(warnings: warnings) }
        let kind = resource.group.isEmpty ? resource.kind : "\(resource.kind).\(resource.group)"
        let denial = APIStatus(
            code: 422, reason: "Invalid",
            message: "\(kind) \"\(name)\" is invalid: \(errors.map(Self.text).joined(separator: ", "))",
            subject: APIStatus.Subject(name: name, group: resource.group, kind: resource.kind),
            causes: errors.map { error in
                APIStatus.Cause(
                    reason: "FieldValueInvalid", message: "\(error.message) [\(error.code)]",
                    field: error.field.map(\.description) ?? "")
            })
        return AdmissionReview(denial: denial, warnings: warnings)
    }

    private static func text(_ diagnostic: Diagnostic) -> String {
        let field = diagnostic.field.map(\.description) ?? ""
        return "\(field.isEmpty ? "" : "\(field): ")\(diagnostic.message) [\(diagnostic.code)]"
    }
}
