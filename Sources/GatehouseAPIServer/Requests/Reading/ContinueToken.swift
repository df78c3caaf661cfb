import GatehouseObjects

/// Where a list was cut, as the client brings it back to get the rest.
struct ContinueToken: Hashable, Sendable {
    /// The list's version; nil for whatever it is by then.
    var revision: Int64?
    /// The namespace and name of the last object that the client has.
    var namespace: String
    var name: String

    init(revision: Int64?, after key: ObjectKey) {
        self.revision = revision
        self.namespace = key.namespace
        self.name = key.name
    }

    /// Reads a token.
    ///
    /// - Throws: 400 where it is none.
    init(_ text: String) throws(APIStatus) {
        guard text.utf8.count <= 4096, let bytes = Base64Text.decode(text),
            let json = try? JSON.parse(bytes, limits: JSONLimits(depth: 4, bytes: 4096)),
            json["v"] == "meta.k8s.io/v1", let revision = json["rv"]?.integer, revision >= -1,
            let namespace = json["namespace"]?.string, let name = json["name"]?.string
        else { throw .badRequest("continue key is not valid: it is none that this server gave") }
        self.revision = revision == -1 ? nil : revision
        self.namespace = namespace
        self.name = name
    }

    /// The form that clients get.
    var text: String {
        let json: JSON = [
            "v": "meta.k8s.io/v1", "rv": .integer(self.revision ?? -1), "namespace": .string(self.namespace),
            "name": .string(self.name),
        ]
        return Base64Text.encode(json.bytes, as: .url)
    }

    /// Whether an object comes after those that the client has. Objects are in the order of bytes.
    func precedes(_ key: ObjectKey) -> Bool {
        if key.namespace != self.namespace {
            return self.namespace.utf8.lexicographicallyPrecedes(key.namespace.utf8)
        }
        return self.name.utf8.lexicographicallyPrecedes(key.name.utf8)
    }
}
