import GatehouseObjects

/// How the object that a client sends becomes the one that is stored.
struct ObjectWrite: Sendable {
    let target: ObjectTarget
    let name: String
    let options: WriteOptions
    /// Who writes.
    let manager: FieldManager
    let admission: any Admission
    /// The `uid` of the object if it is new.
    let uid: String
    /// Addresses for services; nil where none are needed.
    let addresses: ServiceAddressRange?
    let findings: WriteFindings

    var resource: APIResource { self.target.resource }

    var ownership: FieldOwnership {
        FieldOwnership(schema: self.resource.schema, hasStatus: self.resource.hasStatus)
    }

    /// Finishes an object that has its defaults: checks it, gives its fields owners unless they have them, and has it
    /// reviewed.
    ///
    /// - Parameter isApplied: Whether its fields have owners, from an apply.
    func finished(_ object: JSON, old: JSON?, isApplied: Bool) throws(APIStatus) -> JSON {
        var object = object
        let rules = self.resource.rules
        rules.setDefaults(&object, old: old)
        var problems = MetadataRules.problems(in: object, self.resource)
        if let old { problems += MetadataRules.problems(from: old, to: object) }
        problems += rules.problems(in: object, old: old)
        guard problems.isEmpty else { throw .invalid(self.resource, self.name, problems) }

        if !isApplied { object = self.ownership.update(from: old, to: object, by: self.manager) }
        problems = rules.complete(&object, old: old, addresses: self.addresses)
        guard problems.isEmpty else { throw .invalid(self.resource, self.name, problems) }
        guard object.bytes.count <= RequestBody.limit else { throw .tooLarge(limit: RequestBody.limit) }
        return object
    }

    /// Asks whether an object may be stored.
    func review(_ object: JSON) throws(APIStatus) {
        let review = self.admission.review(object, of: self.resource)
        self.findings.warn(review.warnings)
        if let denial = review.denial { throw denial }
    }

    /// The object in the version that all of the kind are stored in, so that writing it in another one changes nothing.
    func storable(_ object: JSON) -> JSON {
        var object = object
        object["apiVersion"] = .string(self.resource.apiVersion(self.resource.versions.first ?? self.target.version))
        object["kind"] = .string(self.resource.kind)
        return object
    }
}
