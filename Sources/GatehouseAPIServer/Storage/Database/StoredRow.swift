import GRDB
import GatehouseObjects

/// An object as it is in the database, not yet believed.
struct StoredRow {
    static let selection = """
        SELECT api_group, plural, namespace, name, revision, json FROM objects
        ORDER BY api_group, plural, namespace, name
        """

    private let key: ObjectKey
    private let revision: Int64
    private let json: [UInt8]

    /// - Throws: `StorageError` when the columns do not hold what they should.
    init(_ row: Row, file: String) throws {
        guard let group = Self.text(row[0]), let plural = Self.text(row[1]), let namespace = Self.text(row[2]),
            let name = Self.text(row[3])
        else {
            throw StorageError.damaged(file: file, problem: "an object's group, kind, namespace or name is no text")
        }
        self.key = ObjectKey(
            kind: ObjectKind(group: group, plural: plural), namespace: namespace, name: name)
        guard let revision = Int64.fromDatabaseValue(row[4]) else {
            throw StorageError.damaged(file: file, problem: "\(Self.name(of: self.key)) has no revision")
        }
        self.revision = revision
        // As bytes, for a text would have been repaired in silence.
        self.json = try row.withUnsafeData(atIndex: 5) { $0.map { [UInt8]($0) } ?? [] }
    }

    /// The object.
    ///
    /// - Parameter last: That of the last change, which no object is younger than.
    func object(in file: String, upTo last: Int64) throws -> StoredObject {
        guard (1...last).contains(self.revision) else {
            throw StorageError.damaged(
                file: file, problem: "\(Self.name(of: self.key)) has revision \(self.revision), the last one is \(last)"
            )
        }
        do {
            let json = try JSON.parse(self.json, limits: StoredForm.limits)
            return StoredObject(key: self.key, revision: self.revision, json: json)
        } catch {
            throw StorageError.damaged(file: file, problem: "\(Self.name(of: self.key)) cannot be read: \(error)")
        }
    }

    /// Makes a change in the database.
    static func write(_ step: ObjectTransaction.Step, to database: Database) throws {
        let object = step.event.object
        let (kind, key) = (object.key.kind, object.key)
        if step.event.isRemoval {
            let removal = try database.cachedStatement(
                sql: "DELETE FROM objects WHERE api_group = ? AND plural = ? AND namespace = ? AND name = ?")
            try removal.execute(arguments: [kind.group, kind.plural, key.namespace, key.name])
        } else {
            let put = try database.cachedStatement(
                sql: """
                    INSERT INTO objects (api_group, plural, namespace, name, revision, json) VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET revision = excluded.revision, json = excluded.json
                    """)
            let json = String(decoding: step.bytes, as: UTF8.self)
            try put.execute(arguments: [kind.group, kind.plural, key.namespace, key.name, object.revision, json])
        }
    }

    private static func text(_ value: DatabaseValue) -> String? {
        if case .string(let text) = value.storage { text } else { nil }
    }

    private static func name(of key: ObjectKey) -> String {
        let kind = key.kind.group.isEmpty ? key.kind.plural : "\(key.kind.plural).\(key.kind.group)"
        return key.namespace.isEmpty ? "\(kind) \(key.name)" : "\(kind) \(key.namespace)/\(key.name)"
    }
}
