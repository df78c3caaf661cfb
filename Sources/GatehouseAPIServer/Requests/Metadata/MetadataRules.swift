import GatehouseObjects

/// What metadata may be, beyond its types.
enum MetadataRules {
    /// How many bytes all annotations of an object may have, as in Kubernetes.
    static let annotationsLimit = 256 * 1024

    /// What is wrong with the metadata of an object.
    static func problems(in object: JSON, _ resource: APIResource) -> [APIStatus.Cause] {
        let metadata = object["metadata"]
        var problems: [APIStatus.Cause] = []
        if let name = metadata?["name"]?.string, let problem = ObjectNames.problem(name, resource) {
            problems.append(.invalid("metadata.name", name, problem))
        }
        problems += LabelSyntax.problems(ofLabels: metadata?["labels"], "metadata.labels")
        var size = 0
        for (key, value) in metadata?["annotations"]?.sortedMembers ?? [] {
            // Their prefixes may be in upper case.
            if let problem = LabelSyntax.problem(ofKey: key.lowercased()) {
                problems.append(.invalid("metadata.annotations", key, problem))
            }
            size += key.utf8.count + (value.string?.utf8.count ?? 0)
        }
        if size > Self.annotationsLimit { problems.append(.tooLong("metadata.annotations", Self.annotationsLimit)) }
        problems += self.problems(inFinalizers: object.finalizers, resource)
        return problems + self.problems(inOwners: metadata?["ownerReferences"]?.array ?? [])
    }

    private static func problems(inFinalizers finalizers: [String], _ resource: APIResource) -> [APIStatus.Cause] {
        let field = "metadata.finalizers"
        let policies = [PropagationPolicy.orphan, .foreground].compactMap(\.finalizer)
        let standard = policies + ["kubernetes"]
        var problems: [APIStatus.Cause] = []
        for (index, finalizer) in finalizers.enumerated() {
            if let problem = LabelSyntax.problem(ofKey: finalizer) {
                problems.append(.invalid(field, finalizer, problem))
            } else if resource.isKubernetesOwn, !finalizer.utf8.contains(UInt8(ascii: "/")),
                !standard.contains(finalizer)
            {
                problems.append(
                    .invalid(
                        "\(field)[\(index)]", finalizer,
                        "name is neither a standard finalizer name nor is it fully qualified"))
            }
        }
        if policies.allSatisfy({ finalizers.contains($0) }) {
            problems.append(
                .invalid(
                    field, finalizers.joined(separator: ", "),
                    "finalizer \(policies.joined(separator: " and ")) cannot be both set"))
        }
        return problems
    }

    private static func problems(inOwners references: [JSON]) -> [APIStatus.Cause] {
        let field = "metadata.ownerReferences"
        var problems: [APIStatus.Cause] = []
        for owner in references.compactMap({ OwnerReference($0) }) {
            if owner.apiVersion.isEmpty || owner.apiVersion.hasSuffix("/")
                || owner.apiVersion.utf8.count(where: { $0 == UInt8(ascii: "/") }) > 1
            {
                problems.append(.invalid("\(field).apiVersion", owner.apiVersion, "version must not be empty"))
            }
            for (name, value) in [("kind", owner.kind), ("name", owner.name), ("uid", owner.uid)] where value.isEmpty {
                problems.append(.invalid("\(field).\(name)", value, "\(name) must not be empty"))
            }
            if owner.apiVersion == "v1", owner.kind == "Event" {
                problems.append(.invalid(field, owner.name, "/v1, Kind=Event is disallowed from being an owner"))
            }
        }
        let controllers = references.filter { $0["controller"] == true }.compactMap { $0["name"]?.string }
        if controllers.count > 1 {
            problems.append(
                .invalid(
                    field, controllers.joined(separator: ", "),
                    "Only one reference can have Controller set to true. Found \"true\" in references for "
                        + controllers.prefix(2).joined(separator: " and ")))
        }
        return problems
    }

    /// What is wrong with a change of an object's metadata.
    static func problems(from old: JSON, to new: JSON) -> [APIStatus.Cause] {
        var problems: [APIStatus.Cause] = []
        if old.isBeingDeleted {
            let added = Set(new.finalizers).subtracting(old.finalizers).sorted()
            if !added.isEmpty {
                problems.append(
                    .forbidden(
                        "metadata.finalizers",
                        "no new finalizers can be added if the object is being deleted, found new finalizers "
                            + added.joined(separator: ", ")))
            }
        }
        return problems
    }
}

extension LabelSyntax {
    /// What is wrong with labels.
    static func problems(ofLabels labels: JSON?, _ field: String) -> [APIStatus.Cause] {
        var problems: [APIStatus.Cause] = []
        for (key, value) in labels?.sortedMembers ?? [] {
            if let problem = Self.problem(ofKey: key) { problems.append(.invalid(field, key, problem)) }
            if let value = value.string, let problem = Self.problem(ofValue: value) {
                problems.append(.invalid(field, value, problem))
            }
        }
        return problems
    }
}

extension JSON {
    /// Members by their names' bytes.
    fileprivate var sortedMembers: [(key: String, value: JSON)] {
        (self.object ?? [:]).sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    /// What still has to be done before the object may go away.
    var finalizers: [String] { self["metadata"]?["finalizers"]?.array?.compactMap(\.string) ?? [] }

    /// Whether the object is being deleted.
    var isBeingDeleted: Bool { self["metadata"]?["deletionTimestamp"]?.string != nil }
}
