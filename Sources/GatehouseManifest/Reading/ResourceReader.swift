import GatehouseModel

/// Reads one resource: what all kinds have in common here, the rest by its kind.
struct ResourceReader {
    let tree: YAMLTree
    let options: ManifestOptions
    let allowance: Allowance
    let kind: ResourceKind
    /// The resource's mapping.
    let node: Int

    func read(into result: inout ManifestResult, report: inout Report) {
        let reading = Reading(
            tree: self.tree, options: self.options, allowance: self.allowance, dialect: self.kind.dialect)
        var fields = Fields(of: self.node, reading)
        fields.ignore("apiVersion", "kind")
        let envelope: Envelope? = fields.value("metadata")
        let (metadata, isNamed) = self.metadata(envelope, reading)
        let key = ResourceKey(kind: self.kind.name, namespace: metadata.namespace, name: metadata.name)
        let resource = self.kind.read(
            &fields,
            ResourceKind.Input(metadata: metadata, envelope: envelope, source: self.sourceMap(file: report.file)))
        fields.finish()
        self.findRepeatedKeys(reading)

        if let resource, !reading.isRejected {
            result.resources.append(resource)
        } else if isNamed {
            result.rejected.append(RejectedResource(kind: self.kind.name, metadata: metadata))
            if let resource { result.unservable.append(resource) }
        }
        for problem in reading.problems.sorted(by: { $0.line < $1.line }) {
            report.add(
                Diagnostic(
                    code: problem.code, level: problem.level, effect: problem.effect, resource: isNamed ? key : nil,
                    field: problem.field, location: SourceLocation(file: report.file, line: problem.line),
                    message: problem.message))
        }
    }

    private func metadata(_ envelope: Envelope?, _ reading: Reading) -> (Metadata, isNamed: Bool) {
        let path = FieldPath(components: [.key("metadata"), .key("name")])
        let name = envelope?.name ?? ""
        if name.isEmpty || name.contains("/") {
            let message =
                name.isEmpty
                ? "`metadata.name` is missing; every resource needs a name."
                : "`metadata.name` is \"\(name)\"; a name has no slash in it."
            reading.add(.error, at: path, node: self.node, message)
        }
        let namespace = self.kind.isNamespaced ? envelope?.namespace ?? self.options.defaultNamespace : ""
        let metadata = Metadata(
            name: name, namespace: namespace, labels: envelope?.labels ?? [:],
            annotations: envelope?.annotations ?? [:],
            creationTimestamp: envelope?.creationTimestamp, generation: envelope?.generation, uid: envelope?.uid)
        return (metadata, !name.isEmpty)
    }

    /// Two values for one field: nobody knows which was meant.
    private func findRepeatedKeys(_ reading: Reading) {
        let inside = self.node..<Int(self.tree.nodes[self.node].end)
        for key in self.tree.repeatedKeys where inside.contains(key) {
            let name = self.tree.excerpt(key) ?? ""
            reading.add(
                .error, code: "GH0103", at: nil, node: key, "The key `\(name)` is written twice; remove one of them.")
        }
    }

    private func sourceMap(file: String) -> SourceMap {
        var builder = SourceMap.Builder(file: file, line: self.tree.line(self.node))
        self.record(self.node, &builder)
        return builder.finish()
    }

    private func record(_ node: Int, _ builder: inout SourceMap.Builder) {
        let end = Int(self.tree.nodes[node].end)
        var child = node + 1
        switch self.tree.nodes[node].kind {
        case .sequence:
            while child < end {
                builder.beginEntry(line: self.tree.line(child))
                self.record(child, &builder)
                builder.end()
                child = Int(self.tree.nodes[child].end)
            }
        case .mapping:
            while child < end {
                let value = Int(self.tree.nodes[child].end)
                builder.begin(field: self.tree.text(self.tree.resolved(child)), line: self.tree.line(child))
                self.record(value, &builder)
                builder.end()
                child = Int(self.tree.nodes[value].end)
            }
        case .null, .plain, .text, .alias: break
        }
    }
}
