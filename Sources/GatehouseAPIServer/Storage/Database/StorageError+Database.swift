import GRDB

extension StorageError {
    /// What an error of the database means.
    init(_ error: any Error, file: String, action: String) {
        if let error = error as? StorageError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self = .failed(file: file, action: action, problem: "\(error)")
            return
        }
        let problem = error.message ?? "error \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_FULL: self = .full(file: file)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .inUse(folder: PrivateFile.folder(of: file))
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(file: file, problem: problem)
        // Every statement is ours: where one does not fit the tables, it is the tables that are wrong.
        case .SQLITE_ERROR, .SQLITE_CONSTRAINT, .SQLITE_MISMATCH: self = .damaged(file: file, problem: problem)
        default: self = .failed(file: file, action: action, problem: problem)
        }
    }
}
