/// The cells of one object, in the order of its kind's columns.
///
/// - Parameter now: Seconds since 1970, by which ages are reckoned.
public func tableRow(for object: JSON, resource: APIResource, now: Int) -> [JSON] {
    let printer = TablePrinter.of(resource)
    return resource.columns.map { printer.cell(object, $0, now) }
}

/// How the cells of a kind are made.
struct TablePrinter: Sendable {
    /// The cell of an object in a column; the time is `now`.
    var cell: @Sendable (_ object: JSON, _ column: APIResource.Column, _ now: Int) -> JSON

    /// The printer of a kind. Kubernetes' own kinds have rules of their own; cells of others are fields.
    static func of(_ resource: APIResource) -> TablePrinter {
        switch (resource.group, resource.kind) {
        case ("", "Namespace"): .texts(Self.namespace)
        case ("", "Service"): .texts(Self.service)
        case ("", "Endpoints"): .texts(Self.endpoints)
        case ("", "Secret"): TablePrinter(cell: Self.secret)
        case ("", "ConfigMap"): TablePrinter(cell: Self.configMap)
        case ("", "Event"): TablePrinter(cell: Self.event)
        case ("", "Pod"): .texts(Self.pod)
        case ("discovery.k8s.io", "EndpointSlice"): .texts(Self.endpointSlice)
        case ("coordination.k8s.io", "Lease"): .texts(Self.lease)
        default: TablePrinter(cell: Self.field)
        }
    }

    /// A printer that has texts for some columns by name, and knows those that all kinds have.
    private static func texts(
        _ text: @Sendable @escaping (_ object: JSON, _ column: String, _ now: Int) -> String
    ) -> TablePrinter {
        TablePrinter { object, column, now in
            Self.commonCell(object, column, now) ?? .string(text(object, column.name, now))
        }
    }

    /// The object's name or age; nil for other columns.
    static func commonCell(_ object: JSON, _ column: APIResource.Column, _ now: Int) -> JSON? {
        switch column.name {
        case "Name": object["metadata"]?["name"] ?? ""
        case "Age": .string(Age.text(since: object["metadata"]?["creationTimestamp"]?.string, now: now))
        default: nil
        }
    }
}
