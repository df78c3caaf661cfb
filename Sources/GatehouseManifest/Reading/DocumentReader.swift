import GatehouseModel

/// Finds the resources of one document: the document itself, or the items of a list.
struct DocumentReader {
    let tree: YAMLTree
    let options: ManifestOptions
    let allowance: Allowance

    func read(into result: inout ManifestResult, report: inout Report) {
        self.read(0, listed: nil, listDepth: 0, into: &result, report: &report)
    }

    /// Reads a resource. `listed` is what a list says of the kind of its items, which then need not repeat it.
    private func read(
        _ node: Int, listed: TypeName?, listDepth: Int, into result: inout ManifestResult, report: inout Report
    ) {
        let node = self.tree.resolved(node)
        guard self.tree.nodes[node].kind == .mapping else {
            return self.refuse(
                node, "A resource is a mapping with `apiVersion`, `kind` and `metadata`; this is none.", report: &report
            )
        }
        guard let type = self.typeName(of: node, listed: listed) else {
            return self.refuse(
                node, "`apiVersion` and `kind` are missing: this is no resource. Add them, or move it to another file.",
                report: &report)
        }
        if let items = self.items(of: node, type) {
            guard listDepth < 4 else { return self.refuse(node, "Lists are in lists of lists here.", report: &report) }
            for item in self.tree.children(of: items) {
                self.read(item, listed: type.itemType, listDepth: listDepth + 1, into: &result, report: &report)
            }
            return
        }
        guard let kind = ResourceKind.known[type.kind], kind.groups.contains(type.group) else {
            return self.passOver(node, type, into: &result, report: &report)
        }
        guard kind.versions.contains(type.version) else {
            let versions = kind.versions.map { TypeName(group: type.group, version: $0, kind: "").apiVersion }
            return self.refuse(
                node, "`\(type.apiVersion)` is no version of \(type.kind) that is known; write `\(versions[0])`.",
                report: &report)
        }
        let reader = ResourceReader(
            tree: self.tree, options: self.options, allowance: self.allowance, kind: kind, node: node)
        reader.read(into: &result, report: &report)
    }

    /// A kind that the gateway has no use for, or that is misspelt.
    private func passOver(
        _ node: Int, _ type: TypeName, into result: inout ManifestResult, report: inout Report
    ) {
        let location = SourceLocation(file: report.file, line: self.tree.line(node))
        if type.group == "networking.istio.io", !TypeName.otherIstioKinds.contains(type.kind) {
            let known = ResourceKind.known.values.filter { $0.groups.contains(type.group) }.map(\.name).sorted()
            let hint = Suggestion.nearest(to: type.kind, among: known).map { "; did you mean `\($0)`?" } ?? "."
            report.add(
                Diagnostic(
                    code: "GH0106", level: .error, effect: .documentRejected, location: location,
                    message: "`\(type.apiVersion)` has no kind `\(type.kind)`\(hint)"))
            return
        }
        let key = self.key(of: node, type)
        if let key {
            result.passedOver.append(PassedOverResource(key: key, podLabels: self.podLabels(in: node)))
        }
        report.add(
            Diagnostic(
                code: "GH0101", level: .info, effect: .none, resource: key, location: location,
                message: "`\(type.kind)` of `\(type.apiVersion)` is passed over; the gateway has no use for it."))
    }

    /// Who it is, where it says so.
    private func key(of node: Int, _ type: TypeName) -> ResourceKey? {
        guard let metadata = self.mapping("metadata", in: node),
            let name = self.tree.value(of: "name", in: metadata).flatMap({ self.tree.excerpt($0) })
        else { return nil }
        let namespace = self.tree.value(of: "namespace", in: metadata).flatMap { self.tree.excerpt($0) }
        return ResourceKey(
            kind: type.kind, namespace: namespace ?? self.options.defaultNamespace, name: name)
    }

    /// The labels of `spec.template`, which a Deployment and its like make their Pods by.
    private func podLabels(in node: Int) -> [String: String]? {
        guard let spec = self.mapping("spec", in: node), let template = self.mapping("template", in: spec),
            let metadata = self.mapping("metadata", in: template), let labels = self.mapping("labels", in: metadata)
        else { return nil }
        var texts: [String: String] = [:]
        var name: String?
        for child in self.tree.children(of: labels) {
            if let known = name {
                texts[known] = self.tree.excerpt(child) ?? ""
                name = nil
            } else {
                name = self.tree.excerpt(child) ?? ""
            }
        }
        return texts
    }

    /// What is at a key of a mapping, if it is a mapping itself.
    private func mapping(_ key: StaticString, in node: Int) -> Int? {
        guard let value = self.tree.entry(key, in: node), self.tree.nodes[value].kind == .mapping else { return nil }
        return value
    }

    private func refuse(_ node: Int, _ message: String, report: inout Report) {
        report.add(
            Diagnostic(
                code: "GH0105", level: .error, effect: .documentRejected,
                location: SourceLocation(file: report.file, line: self.tree.line(node)), message: message))
    }

    private func typeName(of node: Int, listed: TypeName?) -> TypeName? {
        let apiVersion = self.tree.value(of: "apiVersion", in: node).flatMap { self.tree.excerpt($0) }
        let kind = self.tree.value(of: "kind", in: node).flatMap { self.tree.excerpt($0) }
        guard let apiVersion = apiVersion ?? listed?.apiVersion, let kind = kind ?? listed?.kind,
            !apiVersion.isEmpty, !kind.isEmpty
        else { return nil }
        return TypeName(apiVersion: apiVersion, kind: kind)
    }

    /// The items, when this is a list of resources.
    private func items(of node: Int, _ type: TypeName) -> Int? {
        guard type.kind.hasSuffix("List"), let items = self.tree.entry("items", in: node),
            self.tree.nodes[items].kind == .sequence || self.tree.isNull(items)
        else { return nil }
        return items
    }
}
