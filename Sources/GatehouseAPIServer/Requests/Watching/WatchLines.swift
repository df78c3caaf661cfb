import GatehouseObjects

/// The events of a watch as the client reads them: one JSON object a line.
struct WatchLines: Sendable {
    private var presentation: ObjectPresentation
    private let selection: Selection
    /// Tables describe their columns once.
    private var hasColumns = true

    init(_ presentation: ObjectPresentation, selection: Selection) {
        self.presentation = presentation
        self.selection = selection
    }

    /// An object that is there when the watch begins; nil where it is not selected.
    mutating func initial(_ object: StoredObject, now: Int) -> [UInt8]? {
        self.selection.matches(object.json) ? self.line("ADDED", object.json, now) : nil
    }

    /// A change; nil where it is none of what is selected.
    ///
    /// To a client, an object that is not selected any more is gone, and one that has come to be selected is new.
    mutating func change(_ event: ObjectEvent, now: Int) -> [UInt8]? {
        let wasSelected = event.before.map { self.selection.matches($0.json) } ?? false
        let isSelected = !event.isRemoval && self.selection.matches(event.object.json)
        switch (wasSelected, isSelected) {
        case (false, false): return nil
        case (false, true): return self.line("ADDED", event.object.json, now)
        case (true, true): return self.line("MODIFIED", event.object.json, now)
        case (true, false):
            // As the client knew it, with the version of the change that took it away.
            var object = event.isRemoval ? event.object.json : event.before?.json ?? event.object.json
            object["metadata"]?["resourceVersion"] = .string(String(event.revision))
            return self.line("DELETED", object, now)
        }
    }

    /// Says how far the client is.
    ///
    /// - Parameter endsInitialEvents: Whether it comes after the last object that was there when the watch began.
    func bookmark(_ revision: Int64, endsInitialEvents: Bool = false) -> [UInt8] {
        var metadata: JSON = ["resourceVersion": .string(String(revision)), "creationTimestamp": nil]
        if endsInitialEvents { metadata["annotations"] = ["k8s.io/initial-events-end": "true"] }
        let target = self.presentation.target
        switch self.presentation.form {
        case .whole:
            return Self.line(
                "BOOKMARK",
                [
                    "kind": .string(target.resource.kind), "apiVersion": .string(target.apiVersion),
                    "metadata": metadata,
                ])
        case .metadata(let version):
            return Self.line(
                "BOOKMARK",
                [
                    "kind": "PartialObjectMetadata", "apiVersion": .string("meta.k8s.io/\(version)"),
                    "metadata": metadata,
                ])
        case .table(let version):
            var table: JSON = [
                "kind": "Table", "apiVersion": .string("meta.k8s.io/\(version)"), "metadata": metadata, "rows": [],
            ]
            table["columnDefinitions"] = .null
            return Self.line("BOOKMARK", table)
        }
    }

    /// Says that the watch can't go on.
    static func error(_ status: APIStatus) -> [UInt8] { self.line("ERROR", status.document) }

    private mutating func line(_ type: JSON, _ object: JSON, _ now: Int) -> [UInt8] {
        self.presentation.now = now
        defer { self.hasColumns = false }
        return Self.line(type, self.presentation.one(object, hasColumns: self.hasColumns))
    }

    private static func line(_ type: JSON, _ object: JSON) -> [UInt8] {
        (["type": type, "object": object] as JSON).bytes + [UInt8(ascii: "\n")]
    }
}
