import GatehouseObjects

extension ObjectRequest {
    /// Checks that an object is of the kind, version, namespace and name that the path says.
    ///
    /// - Parameter name: What the path says; nil for a path without a name.
    /// - Throws: 400 where it is not.
    func checkAddress(of object: JSON, name: String?) throws(APIStatus) {
        guard object.object != nil else {
            throw .badRequest("the body of the request can't be read: it is no object")
        }
        if let version = object["apiVersion"], version != .null, version != "",
            version != .string(self.target.apiVersion)
        {
            throw .badRequest(
                "the API version in the data (\(version.string ?? "not a text")) does not match the expected API version "
                    + "(\(self.target.apiVersion))")
        }
        if let kind = object["kind"], kind != .null, kind != "", kind != .string(self.resource.kind) {
            throw .badRequest(
                "\(kind.string ?? "an object") in version \"\(self.target.version)\" cannot be handled as a "
                    + self.resource.kind)
        }
        let metadata = object["metadata"]
        if let namespace = metadata?["namespace"]?.string, !namespace.isEmpty {
            guard let expected = self.target.namespace else {
                throw .badRequest("namespace may not be set on objects of this kind, which have none")
            }
            if namespace != expected {
                throw .badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request")
            }
        }
        if let name, let given = metadata?["name"]?.string, !given.isEmpty, given != name {
            throw .badRequest("the name of the object (\(given)) does not match the name on the URL (\(name))")
        }
    }

    /// Checks that an object that replaces another one has a name at all: without, the metadata may have got lost.
    ///
    /// - Throws: 400 where it has none.
    func checkIsNamed(_ object: JSON, _ name: String) throws(APIStatus) {
        guard object["metadata"]?["name"]?.string?.isEmpty == false else {
            throw .badRequest(
                "the name of the object (\(name) based on URL) was undeterminable: name must be provided")
        }
    }

    /// An object without fields that its kind does not know, and with values of the right types.
    ///
    /// - Parameters:
    ///   - document: The object, and what is odd about how it is written.
    /// - Returns: The object, and warnings about that and about unknown fields.
    /// - Throws: 400 or 422 where fields are not what they may be.
    func checked(
        _ document: JSONDocument, name: String, _ strictness: WriteOptions.Strictness
    ) throws(APIStatus) -> (object: JSON, warnings: [String]) {
        let (object, warnings) = try self.pruned(document.value, remarks: document.remarks, strictness)
        try self.checkFields(of: object, name: name)
        return (object, warnings)
    }

    /// An object without fields that its kind does not know.
    ///
    /// - Parameter keepsEmpty: Whether lists and maps that are empty stay.
    /// - Returns: The object, and warnings about what was left out and about `remarks`.
    /// - Throws: 400 where that is too strict.
    func pruned(
        _ object: JSON, remarks: [String], _ strictness: WriteOptions.Strictness, keepsEmpty: Bool = false
    ) throws(APIStatus) -> (object: JSON, warnings: [String]) {
        var warnings: [String] = []
        if strictness != .ignore {
            let texts = FieldValidation(object, against: self.resource.schema).warnings + remarks
            if strictness == .strict, !texts.isEmpty {
                let kind = self.resource.kind
                throw .badRequest(
                    "\(kind) in version \"\(self.target.version)\" cannot be handled as a \(kind): "
                        + "strict decoding error: \(texts.joined(separator: ", "))")
            }
            warnings = texts
        }
        return (object.read(as: self.resource, keepsEmpty: keepsEmpty), warnings)
    }

    /// Checks the types of an object's fields, and that those are there which have to be.
    ///
    /// - Parameters:
    ///   - object: Without unknown fields: among very many of them, those that are wrong would go unnoticed.
    ///   - isPartial: Whether fields that have to be there may be missing.
    func checkFields(of object: JSON, name: String, isPartial: Bool = false) throws(APIStatus) {
        let validation = FieldValidation(
            object, against: self.resource.schema, isTyped: self.resource.isKubernetesOwn)
        if let failure = validation.failure(
            of: self.resource, version: self.target.version, name: name, isPartial: isPartial)
        {
            throw failure
        }
    }
}
