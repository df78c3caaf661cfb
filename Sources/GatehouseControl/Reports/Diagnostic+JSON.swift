public import GatehousePlan
public import GatehouseModel

extension Diagnostic {
    /// The diagnostic as the commands and the admin API print it; absent values are left out.
    public var json: JSONValue {
        .object(present: [
            "code": .string(self.code),
            "level": .string(self.level.rawValue),
            "message": .string(self.message),
            "resource": self.resource.map {
                .object(present: [
                    "kind": .string($0.kind),
                    "namespace": $0.namespace.isEmpty ? nil : .string($0.namespace),
                    "name": .string($0.name),
                ])
            },
            "field": self.field.flatMap { $0.components.isEmpty ? nil : .string($0.description) },
            "file": self.location.map { .string($0.file) },
            "line": self.location.map { .integer($0.line) },
            "effect": .string(self.effect.rawValue),
        ])
    }
}
