import GatehouseAPIServer
import GatehouseModel
import GatehouseObjects
import GatehouseStore

/// Refuses what `validate` calls an error, as Istio's webhook does, and warns of the rest; also of Gateways that select other
/// gateways, which a mistyped label makes of one that should be served here.
struct GatewayAdmission: Admission {
    let reader: DocumentReader
    /// The gateway's labels.
    let labels: [String: String]

    func review(_ object: JSON, of resource: APIResource) -> AdmissionReview {
        let name = object["metadata"]?["name"]?.string ?? ""
        let document = self.reader.document(object.bytes, name: "\(resource.kind) \(name)")
        let problems = document.diagnostics.filter { $0.level == .error }.map { error in
            APIStatus.Cause(
                reason: "FieldValueInvalid", message: "\(error.message) [\(error.code)]",
                field: error.field.map(\.description) ?? "")
        }
        var warnings = document.diagnostics.filter { $0.level == .warning }.map { warning in
            let field = warning.field.map(\.description) ?? ""
            return "\(field.isEmpty ? "" : "\(field): ")\(warning.message) [\(warning.code)]"
        }
        let selector = object["spec"]?["selector"]?.object?.compactMapValues(\.string) ?? [:]
        let isOfService = object["metadata"]?["annotations"]?["internal.istio.io/gateway-service"] != nil
        if resource == .gateways, !isOfService, !selector.allSatisfy({ self.labels[$0.key] == $0.value }) {
            warnings.append(
                "spec.selector: asks for \(Self.text(selector)), and this gateway's labels are \(Self.text(self.labels)),"
                    + " so it is not served here [GH0311]")
        }
        return problems.isEmpty
            ? AdmissionReview(warnings: warnings) : .denied(name, resource, problems, warnings: warnings)
    }

    private static func text(_ labels: [String: String]) -> String {
        labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    }
}
