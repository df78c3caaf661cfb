import GatehouseObjects

/// How an object is written to disk, and what of it is taken.
enum StoredForm {
    /// What is read is limited, so what is written has to be. Deeper than requests may be, for patches nest them.
    static let limits = JSONLimits(depth: 256, bytes: 16 * 1024 * 1024)

    /// Passes bytes that can be read again: a store with an object that cannot be read would not open.
    static func check(_ bytes: [UInt8], of key: ObjectKey) throws(APIStatus) {
        // It ends in a C string on its way to the database.
        guard !key.name.utf8.contains(0), !key.namespace.utf8.contains(0) else {
            throw APIStatus(code: 422, reason: "Invalid", message: "a name with a NUL character cannot be stored")
        }
        do {
            _ = try JSON.parse(bytes, limits: self.limits)
        } catch {
            let subject = APIStatus.Subject(name: key.name, group: key.kind.group, kind: key.kind.plural)
            guard error.reason == .tooLarge else {
                throw APIStatus(
                    code: 422, reason: "Invalid", message: "the object cannot be stored: \(error)", subject: subject)
            }
            throw APIStatus(
                code: 413, reason: "RequestEntityTooLarge",
                message: "the object cannot be stored: it has \(bytes.count) bytes, the limit is \(self.limits.bytes)",
                subject: subject)
        }
    }
}

extension JSON {
    /// The object with another `metadata.resourceVersion`; 0 for none, as objects have that were never stored.
    func withRevision(_ revision: Int64) -> JSON {
        var object = self
        var metadata = object["metadata"] ?? [:]
        metadata["resourceVersion"] = revision == 0 ? nil : .string(String(revision))
        object["metadata"] = metadata
        return object
    }
}
