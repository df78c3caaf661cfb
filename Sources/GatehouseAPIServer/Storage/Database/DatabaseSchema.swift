import GRDB

/// The tables of the database, and how those of earlier versions become them.
///
/// The header of the file says whose it is (`application_id`) and which version its tables have (`user_version`).
enum DatabaseSchema {
    /// "Gate", in the header's field for programs' names (the file format of SQLite, section 1.3).
    static let application: Int64 = 0x4761_7465

    /// What leads from one version to the next. What was released is never changed, only followed by more.
    static let steps = [
        """
        CREATE TABLE objects (
            api_group TEXT NOT NULL,
            plural TEXT NOT NULL,
            namespace TEXT NOT NULL,
            name TEXT NOT NULL,
            revision INTEGER NOT NULL,
            json TEXT NOT NULL,
            PRIMARY KEY (api_group, plural, namespace, name)
        );
        CREATE TABLE store (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            revision INTEGER NOT NULL
        );
        INSERT INTO store (id, revision) VALUES (1, 1);
        """
    ]

    /// The version of the tables; 0 where there are none yet.
    ///
    /// - Throws: `StorageError` for the file of another program or a later version. It is left as it is.
    static func version(of database: Database, file: String) throws -> Int {
        let version = try Int64.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let application = try Int64.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let isEmpty = try Int64.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
        let isNew = application == 0 && version == 0 && isEmpty
        guard isNew || application == Self.application, version >= 0 else { throw StorageError.foreign(file: file) }
        let known = Int64(Self.steps.count)
        guard version <= known else { throw StorageError.newer(file: file, found: version, known: known) }
        return Int(version)
    }

    /// Makes the tables, or brings them up to date: all of it or nothing.
    static func migrate(_ database: Database, from version: Int) throws {
        guard version < Self.steps.count else { return }
        try database.inTransaction(.immediate) {
            for step in Self.steps.dropFirst(version) { try database.execute(sql: step) }
            try database.execute(sql: "PRAGMA user_version = \(Self.steps.count)")
            try database.execute(sql: "PRAGMA application_id = \(Self.application)")
            return .commit
        }
    }
}
