import GatehouseAnalysis
import GatehouseModel
import Testing

/// One rule of validation: a spec that breaks it, and the nearest one that does not.
struct RuleCase<Spec: ResourceSpec>: Sendable, CustomTestStringConvertible {
    let rule: String
    let field: String
    let code: String
    let broken: Resource<Spec>
    let fixed: Resource<Spec>

    /// Both specs are made by changing `base`, which is valid.
    init(
        _ rule: String, at field: String, code: String = "IST0106", of base: Resource<Spec>,
        broken: (inout Resource<Spec>) -> Void, fixed: (inout Resource<Spec>) -> Void = { _ in }
    ) {
        self.rule = rule
        self.field = field
        self.code = code
        var resource = base
        broken(&resource)
        self.broken = resource
        resource = base
        fixed(&resource)
        self.fixed = resource
    }

    var testDescription: String { self.rule }

    /// The broken spec is reported at the field, with a sentence that begins with it, and the other is clean.
    func verify(_ wrap: (Resource<Spec>) -> AnyResource) {
        let found = Validation.diagnostics(for: wrap(self.broken))
        #expect(found.contains { $0.code == self.code && $0.field?.description == self.field }, "\(found)")
        #expect(found.allSatisfy { $0.resource == self.broken.key && $0.message.hasSuffix(".") })
        #expect(found.allSatisfy { $0.message.hasPrefix("`\($0.field?.description ?? "")` ") })
        #expect(Validation.verdict(found) == (self.code == "IST0106" ? .rejected : .admitted))

        let rest = Validation.diagnostics(for: wrap(self.fixed))
        #expect(!rest.contains { $0.code == self.code }, "\(rest)")
        #expect(Validation.verdict(rest) == .admitted)
    }
}

extension Resource {
    /// The resource `edge` of the namespace `shop`.
    static func edge(_ spec: Spec) -> Resource {
        Resource(metadata: Metadata(name: "edge", namespace: "shop"), spec: spec)
    }
}
