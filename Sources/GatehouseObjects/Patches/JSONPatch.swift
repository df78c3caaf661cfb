/// A list of changes to a JSON document (RFC 6902), `application/json-patch+json`.
public struct JSONPatch: Hashable, Sendable {
    /// One change.
    public enum Operation: Hashable, Sendable {
        /// Puts a value into an object, in place of one that is there, or into a list, before the one that is there.
        case add(JSONPointer, JSON)
        /// Takes a value away, which must be there.
        case remove(JSONPointer)
        /// Puts a value in place of one, which must be there.
        case replace(JSONPointer, JSON)
        /// Takes a value away and adds it elsewhere.
        case move(from: JSONPointer, to: JSONPointer)
        /// Adds a value that is there elsewhere too.
        case copy(from: JSONPointer, to: JSONPointer)
        /// Fails where a value is not there.
        case test(JSONPointer, JSON)
    }

    /// What is taken.
    public enum Limits {
        /// How many operations a patch may have, as in Kubernetes.
        public static let operations = 10_000
        /// How many bytes, about, all copies of a patch may have, as in Kubernetes: copying a document into itself doubles
        /// it every time.
        public static let copiedBytes = 3 * 1024 * 1024
        /// How deep the result may be, as in `JSONLimits`.
        public static let depth = 200
        /// How many values may be passed over by moves and by changes to the beginning of lists, so that ten thousand of
        /// them on a long list end in a second.
        public static let steps = 50_000_000
    }

    /// The changes, in order.
    public var operations: [Operation]

    /// A patch.
    public init(_ operations: [Operation]) { self.operations = operations }

    /// Reads a patch.
    ///
    /// - Throws: `malformed` where it is no list of operations, `tooLarge` where it has too many of them.
    public init(parsing patch: JSON) throws(PatchError) {
        guard let elements = patch.array else {
            throw PatchError(.malformed, "error decoding patch: a JSON patch is a list of operations")
        }
        guard elements.count <= Limits.operations else {
            throw PatchError(
                .tooLarge,
                "The allowed maximum operations in a JSON patch is \(Limits.operations), got \(elements.count)")
        }
        self.operations = []
        for (index, element) in elements.enumerated() {
            self.operations.append(try Self.operation(element, index))
        }
    }

    private static func operation(_ element: JSON, _ index: Int) throws(PatchError) -> Operation {
        func malformed(_ what: String) -> PatchError {
            PatchError(.malformed, "error decoding patch: operation \(index): \(what)")
        }
        func pointer(_ name: String) throws(PatchError) -> JSONPointer {
            guard let text = element[name]?.string else { throw malformed("missing \"\(name)\"") }
            guard let pointer = JSONPointer(text) else { throw malformed("\"\(text)\" is not a JSON pointer") }
            return pointer
        }
        func value() -> JSON {
            // One that is not there is null, as in Kubernetes.
            element["value"] ?? .null
        }
        guard element.object != nil else { throw malformed("not an object") }
        guard let name = element["op"]?.string else { throw malformed("missing \"op\"") }
        switch name {
        case "add": return .add(try pointer("path"), value())
        case "remove": return .remove(try pointer("path"))
        case "replace": return .replace(try pointer("path"), value())
        case "move": return .move(from: try pointer("from"), to: try pointer("path"))
        case "copy": return .copy(from: try pointer("from"), to: try pointer("path"))
        case "test": return .test(try pointer("path"), value())
        default: throw malformed("unexpected kind \"\(name)\"")
        }
    }

    /// The document after all of the changes.
    ///
    /// - Throws: `inapplicable` where one of them cannot be made, `tooLarge` where together they go beyond the limits. There
    ///   is no result then: a patch is applied as a whole or not at all.
    public func apply(to document: JSON) throws(PatchError) -> JSON {
        var application = JSONPatchApplication(document: document)
        for operation in self.operations { try application.apply(operation) }
        return application.document
    }
}
